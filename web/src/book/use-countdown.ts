import { useEffect, useState } from 'react';

/** Milliseconds until then, counted down by the second. */
export function useCountdown(until: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Date.parse(until) - now;
}
