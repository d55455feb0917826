import type { Cursors } from './cursor.js';
import type { HeldHub, Hubs } from './hubs.js';
import type { StoredEvent } from './log.js';

export const resetReasons = ['EXPIRED', 'FOREIGN', 'FUTURE', 'RESTORED'] as const;
export type ResetReason = (typeof resetReasons)[number];

export const revokedReasons = ['ACCESS_LOST', 'SESSION_ENDED', 'TOKEN_EXPIRED'] as const;
export type RevokedReason = (typeof revokedReasons)[number];

export type FeedItem =
  /** Always first. From here on nothing is left out. */
  | { readonly kind: 'ready'; readonly cursor: string; readonly recovered: boolean; readonly replayed: number }
  /** What was asked for is not there: read anew, and go on from here. */
  | { readonly kind: 'reset'; readonly cursor: string; readonly reason: ResetReason }
  | { readonly kind: 'event'; readonly cursor: string; readonly event: StoredEvent }
  /** Many events were not for this reader: a cursor past them. */
  | { readonly kind: 'bookmark'; readonly cursor: string }
  /** Always last. */
  | { readonly kind: 'revoked'; readonly reason: RevokedReason };

/** The right to read, as long as it lasts. */
export interface Access {
  /** Null while the reader may go on. Asks the database: called seldom. */
  check(): Promise<RevokedReason | null>;
  /** Whether an event of the stream itself may have changed the right: it is then checked before the event is shown. */
  concerns(event: StoredEvent): boolean;
  /** Called when something elsewhere may have changed the right. Answers how to stop. */
  watch(changed: () => void): Promise<() => void>;
}

export interface FeedOptions {
  readonly hubs: Hubs;
  readonly cursors: Cursors;
  readonly stream: string;
  readonly after: string | null;
  /** What of the stream the reader gets. */
  readonly shows: (event: StoredEvent) => boolean;
  readonly access: Access;
}

/** After so many events in a row that were not for the reader, it gets a bookmark. */
const bookmarkAfter = 100;

/**
 * A reader of one stream: everything that is committed after its position and that it may see, once, in order, until
 * it may not any more. It pulls: live is reading with position = head, there is no hand-over from replay to live, and a
 * reader that does not read costs a position.
 */
export class Feed implements AsyncIterableIterator<FeedItem> {
  readonly #control: FeedItem[] = [];
  #page: readonly StoredEvent[] = [];
  #place = 0;
  #position = 0;
  #epoch = 0;
  #skipped = 0;
  #stale = false;
  #over = false;
  #wake: (() => void) | undefined;
  readonly #stops: Array<() => void> = [];

  private constructor(
    readonly options: FeedOptions,
    readonly held: HeldHub,
  ) {
    this.#stops.push(
      held.release,
      held.hub.onMoved(() => this.#wakeUp()),
    );
  }

  /** Begins at the cursor, or at the head. Rejects when the log does not answer. */
  static async open(options: FeedOptions): Promise<Feed> {
    const feed = new Feed(options, await options.hubs.hold(options.stream));
    try {
      feed.#stops.push(
        await options.access.watch(() => {
          feed.#stale = true;
          feed.#wakeUp();
        }),
      );
      // The right was checked before the watch began: what changed in between must not be missed.
      feed.#stale = true;
    } catch (error) {
      feed.#end();
      throw error;
    }
    feed.#begin();
    return feed;
  }

  async next(): Promise<IteratorResult<FeedItem, undefined>> {
    while (!this.#over) {
      if (this.#stale) {
        this.#stale = false;
        const revoked = await this.#revoked();
        if (revoked !== undefined) return revoked;
        continue;
      }
      const control = this.#control.shift();
      if (control !== undefined) return { done: false, value: control };
      const event = await this.#nextEvent();
      if (event === undefined) continue;
      if (this.options.access.concerns(event)) {
        const revoked = await this.#revoked();
        if (revoked !== undefined) return revoked;
      }
      if (this.options.shows(event)) {
        this.#skipped = 0;
        return { done: false, value: { kind: 'event', event, cursor: this.#cursor() } };
      }
      this.#skipped++;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<FeedItem, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #begin(): void {
    const { head } = this.held.hub;
    const { after, stream, cursors } = this.options;
    const from = after === null ? undefined : cursors.open(after, stream);
    this.#epoch = head.epoch;
    const problem = after === null ? undefined : this.#problemWith(from);
    this.#position = problem === undefined && from !== undefined ? from.seq : head.seq;
    const recovered = after !== null && problem === undefined;
    this.#control.push({ kind: 'ready', cursor: this.#cursor(), recovered, replayed: head.seq - this.#position });
    if (problem !== undefined) this.#control.push({ kind: 'reset', cursor: this.#cursor(), reason: problem });
  }

  #problemWith(from: { epoch: number; seq: number } | undefined): ResetReason | undefined {
    const { head } = this.held.hub;
    if (from === undefined) return 'FOREIGN';
    if (from.epoch !== head.epoch) return 'RESTORED';
    if (from.seq > head.seq) return 'FUTURE';
    return from.seq + 1 < head.minSeq ? 'EXPIRED' : undefined;
  }

  /** The next one of the stream; undefined when it is worth looking again at everything first. */
  async #nextEvent(): Promise<StoredEvent | undefined> {
    const { hub } = this.held;
    if (hub.head.epoch !== this.#epoch) return this.#reset('RESTORED');
    const event = this.#page[this.#place];
    if (event !== undefined) {
      if (event.seq !== this.#position + 1) return this.#reset('EXPIRED');
      this.#place++;
      this.#position = event.seq;
      return event;
    }
    if (this.#position < hub.head.seq) {
      this.#page = await hub.read(this.#position);
      this.#place = 0;
      // Retention has taken what this reader had not read.
      if (this.#page.length === 0 && this.#position < hub.head.seq) return this.#reset('EXPIRED');
      return undefined;
    }
    if (this.#skipped >= bookmarkAfter) {
      this.#skipped = 0;
      this.#control.push({ kind: 'bookmark', cursor: this.#cursor() });
      return undefined;
    }
    await this.#moved();
    return undefined;
  }

  #reset(reason: ResetReason): undefined {
    const { head } = this.held.hub;
    this.#epoch = head.epoch;
    this.#position = head.seq;
    this.#page = [];
    this.#place = 0;
    this.#control.push({ kind: 'reset', cursor: this.#cursor(), reason });
  }

  async #revoked(): Promise<IteratorResult<FeedItem, undefined> | undefined> {
    const reason = await this.options.access.check();
    if (reason === null) return undefined;
    this.#end();
    return { done: false, value: { kind: 'revoked', reason } };
  }

  #moved(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      // It may have moved since it was looked at.
      if (this.#over || this.#stale || this.#position < this.held.hub.head.seq) this.#wakeUp();
    });
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  #cursor(): string {
    return this.options.cursors.seal({ stream: this.options.stream, epoch: this.#epoch, seq: this.#position });
  }

  #end(): void {
    this.#over = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#wakeUp();
  }
}
