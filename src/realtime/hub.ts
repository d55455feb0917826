import type { Poke } from './broker.js';
import type { EventLog, Head, StoredEvent } from './log.js';

const ringSize = 512;
const pageSize = 500;

/**
 * What a node knows of one stream while somebody here reads it: where it stands, and its last few hundred events.
 * `head` only moves forward, without a hole: what is after the ring's last event is read from the log, whatever pokes
 * were lost, doubled or out of order.
 */
export class Hub {
  #ring: StoredEvent[] = [];
  #head: Head;
  #wanted: number;
  #advancing: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly stream: string,
    readonly log: EventLog,
    head: Head,
  ) {
    this.#head = head;
    this.#wanted = head.seq;
  }

  get head(): Head {
    return this.#head;
  }

  /** Called each time that the head has moved. Must not throw. Answers how to stop. */
  onMoved(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Somebody says that the stream has grown. Never throws, and does nothing when that is known. */
  poke({ seq, events }: Pick<Poke, 'seq' | 'events'>): void {
    const next = events[0];
    // In the usual case the poke holds just what comes next.
    if (this.#advancing === undefined && next !== undefined && next.seq === this.#head.seq + 1) this.#apply(events);
    if (seq > this.#head.seq) this.#advanceTo(seq);
  }

  /** The log was asked where the stream stands. Resolves when this hub stands there too, or could not get there now. */
  async catchUp(head: Head): Promise<void> {
    this.see(head);
    await this.#advancing;
  }

  see(head: Head): void {
    if (head.epoch !== this.#head.epoch) {
      this.#ring = [];
      this.#head = head;
      this.#wanted = head.seq;
      this.#tell();
      return;
    }
    this.#head = { ...this.#head, minSeq: head.minSeq };
    if (head.seq > this.#head.seq) this.#advanceTo(head.seq);
  }

  /** The events after `seq`, up to the head, a page at most: from memory while they are there. */
  async read(after: number): Promise<readonly StoredEvent[]> {
    const first = this.#ring[0];
    if (first !== undefined && after + 1 >= first.seq)
      return this.#ring.slice(after + 1 - first.seq, after + 1 - first.seq + pageSize);
    const page = await this.log.read(this.stream, after, pageSize);
    return page.filter((event) => event.seq <= this.#head.seq);
  }

  #advanceTo(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
  }

  async #advance(): Promise<void> {
    while (this.#head.seq < this.#wanted) {
      const page = await this.log.read(this.stream, this.#head.seq, pageSize).catch(() => undefined);
      // The database does not answer, or the head that was told of is not visible yet: the clock asks again.
      if (page === undefined || page.length === 0) {
        this.#wanted = this.#head.seq;
        return;
      }
      this.#apply(page);
    }
  }

  #apply(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (event.seq <= this.#head.seq) continue;
      // A hole is a page that was cut off by retention, or a poke that came too early: the ring holds what is whole.
      if (event.seq !== this.#head.seq + 1) this.#ring = [];
      this.#ring.push(event);
      this.#head = { ...this.#head, seq: event.seq };
    }
    if (this.#ring.length > ringSize) this.#ring = this.#ring.slice(-ringSize);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
