import type { LeaseStore } from './store.js';

export interface KeptLease {
  /** Changes what is held. */
  set(value: string): void;
  release(): Promise<void>;
}

/** Holds a lease and renews it, three times in its life, until it is released. A store that fails is tried again. */
export function keepLease(
  store: LeaseStore,
  topic: string,
  holder: string,
  value: string,
  lifetimeMs: number,
): KeptLease {
  let current = value;
  const renew = () => void store.hold(topic, holder, current, lifetimeMs).catch(() => {});
  const timer = setInterval(renew, lifetimeMs / 3);
  renew();
  return {
    set(next) {
      current = next;
      renew();
    },
    async release() {
      clearInterval(timer);
      await store.release(topic, holder).catch(() => {});
    },
  };
}
