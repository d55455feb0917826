import type { Poke } from './broker.js';
import { type EventItem, LoggedEvent } from './item.js';
import type { EventLog, Head, StoredEvent } from './log.js';
import type { PageCache } from './page-cache.js';

const ringSize = 512;
const pageSize = 500;

export interface HubOptions {
  readonly log: EventLog;
  readonly pages: PageCache;
  readonly seal: (position: { stream: string; epoch: number; seq: number }) => string;
  /** Called with when they happened, once the readers of new events were told. Must not throw. */
  readonly told: (times: readonly Date[]) => void;
}

/** Somebody who reads a stream, or looks where it stands. */
export interface Follower {
  /** The head has moved. Must not throw. */
  moved(): void;
}

/** Answers undefined when there is nothing to wait for. */
export type Prepare = (item: EventItem) => Promise<unknown> | undefined;

/** Readers wait so long for what is made for all of them; what is not ready then, each of them waits for. */
const preparationMs = 100;

/**
 * What a node knows of one stream while somebody here reads it: where it stands, and its last few hundred events.
 * `head` only moves forward, without a hole: what is after the ring's last event is read from the log, whatever pokes
 * were lost, doubled or out of order.
 */
export class Hub {
  #ring: EventItem[] = [];
  #head: Head;
  #wanted: number;
  #advancing: Promise<void> | undefined;
  readonly #followers = new Set<Follower>();
  readonly #watchers = new Set<Follower>();
  readonly #preparers = new Set<Prepare>();

  constructor(
    readonly stream: string,
    readonly options: HubOptions,
    head: Head,
  ) {
    this.#head = head;
    this.#wanted = head.seq;
  }

  get head(): Head {
    return this.#head;
  }

  /** It is told each time that the head has moved, until `unfollow`. */
  follow(follower: Follower): void {
    this.#followers.add(follower);
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Told before its followers are, who wait for what is made for all of them. */
  watch(watcher: Follower): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /**
   * Called with each event as it arrives: those who wait for the head to move are told once what is begun here is done, or
   * has taken a moment. Must not throw or reject. Answers how to stop.
   */
  onArrival(prepare: Prepare): () => void {
    this.#preparers.add(prepare);
    return () => this.#preparers.delete(prepare);
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
    if (head.minSeq !== this.#head.minSeq) this.#head = { ...this.#head, minSeq: head.minSeq };
    // Retention has taken what this hub had not read: it goes on behind that, and readers are told that they missed it.
    if (head.minSeq > this.#head.seq + 1) {
      this.#ring = [];
      this.#head = { ...this.#head, seq: head.minSeq - 1 };
      this.#tell();
    }
    if (head.seq > this.#head.seq) this.#advanceTo(head.seq);
  }

  /** The event with this seq, while memory has it. */
  inMemory(seq: number): EventItem | undefined {
    const first = this.#ring[0];
    return first === undefined || seq < first.event.seq ? undefined : this.#ring[seq - first.event.seq];
  }

  /**
   * Events up to the head of which the first after `seq` is one, at least, unless retention has taken them: from memory
   * while they are there, otherwise a page of the log that all who ask for it share. Rejects when the log does not answer.
   */
  async read(after: number): Promise<readonly EventItem[]> {
    if (this.inMemory(after + 1) !== undefined) return this.#ring;
    const { epoch } = this.#head;
    const page = await this.options.pages.read(this.stream, epoch, after, (from, limit) =>
      this.options.log.read(this.stream, from, limit).then((events) => events.map((event) => this.#item(event, epoch))),
    );
    const last = page.at(-1);
    // A page may know more than this hub, which goes first.
    return last === undefined || last.event.seq <= this.#head.seq
      ? page
      : page.filter(({ event }) => event.seq <= this.#head.seq);
  }

  #advanceTo(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
  }

  async #advance(): Promise<void> {
    while (this.#head.seq < this.#wanted) {
      const page = await this.options.log.read(this.stream, this.#head.seq, pageSize).catch(() => undefined);
      // The database does not answer, or the head that was told of is not visible yet: the clock asks again.
      if (page === undefined || page.length === 0) {
        this.#wanted = this.#head.seq;
        return;
      }
      this.#apply(page);
    }
  }

  #apply(events: readonly StoredEvent[]): void {
    const { epoch } = this.#head;
    let { seq } = this.#head;
    const prepared: Promise<unknown>[] = [];
    const times: Date[] = [];
    for (const event of events) {
      if (event.seq <= seq) continue;
      // A hole is a page that was cut off by retention, or a poke that came too early: the ring holds what is whole.
      if (event.seq !== seq + 1) this.#ring = [];
      const item = this.#item(event, epoch);
      this.#ring.push(item);
      times.push(event.at);
      for (const prepare of this.#preparers) {
        const preparing = prepare(item);
        if (preparing !== undefined) prepared.push(preparing);
      }
      seq = event.seq;
    }
    this.#head = { ...this.#head, seq };
    // Cut seldom, by half, so that an event costs no copy of the others.
    if (this.#ring.length > 2 * ringSize) this.#ring = this.#ring.slice(-ringSize);
    for (const watcher of this.#watchers) watcher.moved();
    const tell = () => {
      for (const follower of this.#followers) follower.moved();
      this.options.told(times);
    };
    if (prepared.length === 0) tell();
    else void atMost(preparationMs, Promise.all(prepared)).then(tell);
  }

  #item(event: StoredEvent, epoch: number): EventItem {
    return new LoggedEvent(event, (seq) => this.options.seal({ stream: this.stream, epoch, seq }));
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher.moved();
    for (const follower of this.#followers) follower.moved();
  }
}

function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
