import type { Lease, LeaseStore } from './store.js';

interface Held {
  value: string;
  endsAt: number;
}

interface Topic {
  readonly held: Map<string, Held>;
  /** When those that had ended were last taken out. */
  sweptAt: number;
}

/** What has ended is in nobody's way: it is looked for when a topic is read, and otherwise seldom. */
const sweepMs = 1_000;

/** The leases of one process. `now` must never go back: milliseconds of a monotonic clock. */
export function createMemoryLeaseStore(now: () => number = () => performance.now()): LeaseStore {
  const topics = new Map<string, Topic>();
  const watchers = new Map<string, Set<() => void>>();

  const sweep = (name: string, topic: Topic, time: number) => {
    topic.sweptAt = time;
    for (const [holder, lease] of topic.held) if (lease.endsAt <= time) topic.held.delete(holder);
    if (topic.held.size === 0) topics.delete(name);
  };
  const tell = (topic: string) => {
    for (const changed of watchers.get(topic) ?? []) changed();
  };

  return {
    async hold(name, holder, value, lifetimeMs) {
      const time = now();
      let topic = topics.get(name);
      if (topic === undefined) {
        topic = { held: new Map(), sweptAt: time };
        topics.set(name, topic);
      }
      const before = topic.held.get(holder);
      topic.held.set(holder, { value, endsAt: time + lifetimeMs });
      if (time >= topic.sweptAt + sweepMs) sweep(name, topic, time);
      if (before === undefined || before.endsAt <= time || before.value !== value) tell(name);
    },
    async release(name, holder) {
      const topic = topics.get(name);
      const lease = topic?.held.get(holder);
      if (topic === undefined || lease === undefined) return;
      topic.held.delete(holder);
      if (topic.held.size === 0) topics.delete(name);
      if (lease.endsAt > now()) tell(name);
    },
    async read(name) {
      const time = now();
      const topic = topics.get(name);
      if (topic === undefined) return [];
      sweep(name, topic, time);
      return [...topic.held]
        .map(([holder, { value, endsAt }]): Lease => ({ holder, value, remainingMs: endsAt - time }))
        .sort((a, b) => (a.holder < b.holder ? -1 : 1));
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
