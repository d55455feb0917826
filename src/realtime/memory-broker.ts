import type { Broker, Poke } from './broker.js';

/** For a single node: pokes stay in the process. */
export function createMemoryBroker(): Broker {
  const listeners: Array<(poke: Poke) => void> = [];
  let open = true;
  return {
    reachable: true,
    publish(pokes) {
      // Not within the caller's turn: whoever has just committed goes on first.
      setImmediate(() => {
        if (!open) return;
        for (const poke of pokes) for (const listener of listeners) listener(poke);
      });
    },
    onPoke: (listener) => void listeners.push(listener),
    onReachable: () => {},
    async close() {
      open = false;
    },
  };
}
