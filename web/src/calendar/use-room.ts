import { useSyncExternalStore } from 'react';

const broad = matchMedia('(min-width: 1100px)');
const medium = matchMedia('(min-width: 700px)');

function subscribe(listener: () => void): () => void {
  for (const query of [broad, medium]) query.addEventListener('change', listener);
  return () => {
    for (const query of [broad, medium]) query.removeEventListener('change', listener);
  };
}

/** How many nights fit beside each other, and whether a week of hours does. */
export function useRoom(): { days: number; wide: boolean } {
  const days = useSyncExternalStore(subscribe, () => (broad.matches ? 14 : medium.matches ? 8 : 4));
  return { days, wide: days > 4 };
}
