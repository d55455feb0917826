import type { PeerEvent } from './shared.js';

/** One queue per subscriber, as the usual in-memory pub/sub has it. */
export class Topic {
  readonly #readers = new Map<string, Set<(event: PeerEvent) => void>>();

  publish(stream: string, event: PeerEvent): void {
    for (const reader of this.#readers.get(stream) ?? []) reader(event);
  }

  async *subscribe(stream: string): AsyncGenerator<PeerEvent, void, void> {
    const queue: PeerEvent[] = [];
    let wake = () => {};
    const read = (event: PeerEvent) => {
      queue.push(event);
      wake();
    };
    const readers = this.#readers.get(stream) ?? new Set();
    this.#readers.set(stream, readers.add(read));
    try {
      for (;;) {
        for (let event = queue.shift(); event !== undefined; event = queue.shift()) yield event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      readers.delete(read);
    }
  }
}
