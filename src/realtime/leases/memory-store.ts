import type { Lease, LeaseStore } from './store.js';

interface Held {
  value: string;
  endsAt: number;
}

/** The leases of one process. `now` must never go back: milliseconds of a monotonic clock. */
export function createMemoryLeaseStore(now: () => number = () => performance.now()): LeaseStore {
  const topics = new Map<string, Map<string, Held>>();
  const watchers = new Map<string, Set<() => void>>();

  const alive = (topic: string): Map<string, Held> => {
    const held = topics.get(topic) ?? new Map<string, Held>();
    for (const [holder, lease] of held) if (lease.endsAt <= now()) held.delete(holder);
    if (held.size === 0) topics.delete(topic);
    return held;
  };
  const tell = (topic: string) => {
    for (const changed of watchers.get(topic) ?? []) changed();
  };

  return {
    async hold(topic, holder, value, lifetimeMs) {
      const held = alive(topic);
      const before = held.get(holder);
      held.set(holder, { value, endsAt: now() + lifetimeMs });
      topics.set(topic, held);
      if (before?.value !== value) tell(topic);
    },
    async release(topic, holder) {
      const held = alive(topic);
      if (!held.delete(holder)) return;
      if (held.size === 0) topics.delete(topic);
      tell(topic);
    },
    async read(topic) {
      const leases: Lease[] = [];
      for (const [holder, { value, endsAt }] of alive(topic))
        leases.push({ holder, value, remainingMs: endsAt - now() });
      return leases.sort((a, b) => (a.holder < b.holder ? -1 : 1));
    },
    watch(topic, changed) {
      const all = watchers.get(topic) ?? new Set();
      watchers.set(topic, all.add(changed));
      return () => {
        all.delete(changed);
        if (all.size === 0) watchers.delete(topic);
      };
    },
    async close() {
      topics.clear();
      watchers.clear();
    },
  };
}
