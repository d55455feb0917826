import type { Lease, LeaseStore } from './store.js';

export interface LeaseChange {
  readonly topic: string;
  readonly holder: string;
  /** What it holds now. Null: it was released, or ended by itself. */
  readonly value: string | null;
}

/**
 * The leases of some topics, first as they are, then each change. At most once and unordered between holders: who is
 * slow hears the latest of each and not what was in between. Ends when `signal` is aborted. While the store does not
 * answer there is nothing to tell, and what was true stays so.
 */
export async function* followLeases(
  store: LeaseStore,
  topics: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly LeaseChange[], void, undefined> {
  const known = new Map(topics.map((topic) => [topic, new Map<string, string>()]));
  const stale = new Set(topics);
  let wake = () => {};
  const touch = (topic: string) => {
    stale.add(topic);
    wake();
  };
  const stops = topics.map((topic) => store.watch(topic, () => touch(topic)));
  const timers = new Map<string, NodeJS.Timeout>();
  const abort = () => wake();
  signal.addEventListener('abort', abort);
  try {
    for (let first = true; !signal.aborted; ) {
      const changes: LeaseChange[] = [];
      for (const topic of [...stale]) {
        stale.delete(topic);
        const leases = await store.read(topic).catch(() => undefined);
        const held = known.get(topic);
        if (leases !== undefined && held !== undefined) changes.push(...difference(topic, held, leases));
        clearTimeout(timers.get(topic));
        timers.set(
          topic,
          setTimeout(() => touch(topic), nextLook(leases)),
        );
      }
      if (first || changes.length > 0) yield changes;
      first = false;
      if (stale.size === 0 && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const stop of stops) stop();
    for (const timer of timers.values()) clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Brings `held` up to date and answers what differed. */
function difference(topic: string, held: Map<string, string>, leases: readonly Lease[]): LeaseChange[] {
  const changes: LeaseChange[] = [];
  const now = new Set(leases.map((lease) => lease.holder));
  for (const holder of held.keys()) {
    if (now.has(holder)) continue;
    held.delete(holder);
    changes.push({ topic, holder, value: null });
  }
  for (const { holder, value } of leases) {
    if (held.get(holder) === value) continue;
    held.set(holder, value);
    changes.push({ topic, holder, value });
  }
  return changes;
}

const longestLookMs = 5_000;

/** When the next lease ends by itself; at least every five seconds, for hints that were lost. */
function nextLook(leases: readonly Lease[] | undefined): number {
  if (leases === undefined) return 1_000;
  return Math.min(longestLookMs, ...leases.map((lease) => Math.max(1, lease.remainingMs + 1)));
}
