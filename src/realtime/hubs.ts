import type { Broker } from './broker.js';
import type { Cursors } from './cursor.js';
import { Hub } from './hub.js';
import type { EventLog } from './log.js';
import { createPageCache } from './page-cache.js';

export interface Hubs {
  /** The hub of a stream, for as long as somebody holds it. Its head is at least as new as this call. */
  hold(stream: string): Promise<HeldHub>;
  /** Called with when events happened, once those who read them here were told. Must not throw. */
  onTold(listener: (times: readonly Date[]) => void): void;
  /** How many streams are read here. */
  readonly size: number;
  close(): Promise<void>;
}

export interface HeldHub {
  readonly hub: Hub;
  release(): void;
}

const pollMs = 1_000;
const pollWithoutBrokerMs = 250;

interface Entry {
  hub: Promise<Hub>;
  open?: Hub;
  holders: number;
}

/**
 * The hubs of a node. Besides the pokes of the broker, one question to the log for all of them, each second, tells
 * where their streams stand; four times a second while the broker is down.
 */
export function createHubs(log: EventLog, broker: Broker, { seal }: Pick<Cursors, 'seal'>): Hubs {
  const entries = new Map<string, Entry>();
  const pages = createPageCache();
  const toldListeners: Array<(times: readonly Date[]) => void> = [];
  const told = (times: readonly Date[]) => {
    for (const listener of toldListeners) listener(times);
  };
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const poll = async () => {
    const open = [...entries.values()].flatMap((entry) => entry.open ?? []);
    if (open.length > 0) {
      const heads = await log.heads(open.map((hub) => hub.stream)).catch(() => undefined);
      for (const hub of open) {
        const head = heads?.get(hub.stream);
        if (head !== undefined) hub.see(head);
      }
    }
    schedule();
  };
  const schedule = () => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => void poll(), broker.reachable ? pollMs : pollWithoutBrokerMs);
    timer.unref();
  };

  broker.onPoke((poke) => entries.get(poke.stream)?.open?.poke(poke));
  // What was lost in between is found at once, not with the next tick.
  broker.onReachable(() => void poll());
  schedule();

  const make = (stream: string): Entry => {
    const entry: Entry = {
      holders: 0,
      hub: log.head(stream).then((head) => {
        entry.open = new Hub(stream, { log, pages, seal, told }, head);
        return entry.open;
      }),
    };
    entries.set(stream, entry);
    entry.hub.catch(() => entries.delete(stream));
    return entry;
  };

  return {
    async hold(stream) {
      const known = entries.get(stream);
      const entry = known ?? make(stream);
      entry.holders++;
      let held = true;
      const release = () => {
        if (!held) return;
        held = false;
        if (--entry.holders === 0 && entries.get(stream) === entry) entries.delete(stream);
      };
      try {
        const hub = await entry.hub;
        // Pokes that came before the hub was there, or were lost, must not leave a new reader behind.
        if (known !== undefined) {
          const head = await log.head(stream);
          await hub.catchUp(head);
          // Behind what is known to be there, a cursor of a moment ago would look like one of the future.
          if (hub.head.epoch === head.epoch && hub.head.seq < head.seq)
            throw new Error(`The log of ${stream} does not answer.`);
        }
        return { hub, release };
      } catch (error) {
        release();
        throw error;
      }
    },
    onTold: (listener) => void toldListeners.push(listener),
    get size() {
      return entries.size;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      entries.clear();
    },
  };
}
