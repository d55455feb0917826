import { type Access, type FeedOptions, nobody, type Reader, type View } from './feed-options.js';
import type { Follower, Hub } from './hub.js';
import type { HeldHub } from './hubs.js';
import type { EventItem, FeedItem, ResetReason } from './item.js';
import type { Head } from './log.js';

/** After so many events in a row that were not for the reader, it gets a bookmark. */
const bookmarkAfter = 100;
/** Shared: most readers have nothing but events to read. */
const none: readonly FeedItem[] = [];
/** When the log or the database did not answer. */
const retryMs = 250;

/**
 * A reader of one stream: everything that is committed after its position and that it may see, once, in order, until
 * it may not any more. Live is reading with position = head, there is no hand-over from replay to live, and a reader
 * that does not read costs a position.
 *
 * It is asked by whoever writes to the reader's connection: `peek` for what is due, `advance` once that is taken.
 */
export class Feed<Right extends Access = Access> implements AsyncIterable<FeedItem>, Follower {
  #control: readonly FeedItem[] = none;
  #page: readonly EventItem[] = [];
  #position = 0;
  #epoch = 0;
  #skipped = 0;
  /** The right has to be checked before anything else is shown. */
  #stale = true;
  /** Up to here what concerns the right was checked. */
  #checkedTo = 0;
  #asking: Promise<void> | undefined;
  #over = false;
  #reader: Reader = nobody;
  #stopWatching: () => void = () => {};
  /** How often the right was checked: what depends on it may be another from then on. */
  checks = 0;
  readonly #hub: Hub;
  #view: View;

  private constructor(
    readonly options: FeedOptions<Right>,
    readonly held: HeldHub,
  ) {
    this.#hub = held.hub;
    this.#view = options.view();
    held.hub.follow(this);
  }

  /** Begins at the cursor, or at the head. Rejects when the log does not answer. */
  static async open<Right extends Access>(options: FeedOptions<Right>): Promise<Feed<Right>> {
    const feed = new Feed(options, await options.hubs.hold(options.stream));
    try {
      // The right was checked before the watch began: `stale` from the start, what changed in between is not missed.
      feed.#stopWatching = await options.access.watch(() => {
        feed.#stale = true;
        feed.#reader.due();
      });
    } catch (error) {
      feed.close();
      throw error;
    }
    feed.#begin();
    return feed;
  }

  /** Whether nothing will come any more. */
  get over(): boolean {
    return this.#over;
  }

  /** Where the stream stands. */
  get head(): Head {
    return this.#hub.head;
  }

  /** Of what types the events are that it shows. */
  get types(): ReadonlySet<string> {
    return this.#view.types;
  }

  /** One at a time: the last one given is told when something may be due. */
  readBy(reader: Reader): void {
    this.#reader = reader;
  }

  /** Called by the hub. */
  moved(): void {
    this.#reader.due();
  }

  /**
   * What is due: an item; a promise (which never rejects) when it has to be asked for first; undefined when there is
   * nothing until its reader is told. Whoever has waited peeks again: another item may have come before it, or the end.
   */
  peek(): FeedItem | Promise<void> | undefined {
    if (this.#over) return undefined;
    if (this.#asking !== undefined) return this.#asking;
    if (this.#stale) return this.#ask(() => this.#check(false));
    while (this.#control.length === 0) {
      const { head } = this;
      if (head.epoch !== this.#epoch) {
        this.#reset('RESTORED');
        return this.peek();
      }
      if (this.#position >= head.seq) {
        if (this.#skipped < bookmarkAfter) return undefined;
        this.#skipped = 0;
        this.#control = [{ kind: 'bookmark', cursor: this.#cursor() }];
        break;
      }
      const item = this.#itemOf(this.#position + 1);
      if (item === undefined) return this.#ask(() => this.#turnPage());
      const { seq, type } = item.event;
      if (item.changesRights && seq > this.#checkedTo && this.options.access.concerns(item.event)) {
        this.#checkedTo = seq;
        return this.#ask(() => this.#check(true));
      }
      if (this.#view.types.has(type) && this.#view.shows?.(item.event) !== false) return item;
      this.#position = seq;
      this.#skipped++;
    }
    return this.#control[0];
  }

  /**
   * The position, when nothing but events stands between it and the head, of which it shows all of its types. Undefined when
   * there is something else to be asked or said first, or nothing at all.
   */
  get behind(): number | undefined {
    const { head } = this;
    if (this.#view.shows !== undefined) return undefined;
    const asked = this.#over || this.#asking !== undefined || this.#stale || this.#control.length > 0;
    return asked || head.epoch !== this.#epoch || this.#position >= head.seq ? undefined : this.#position;
  }

  /** Whether `peek` would give this event, without asking anything first. */
  showsPlainly({ event, changesRights }: EventItem): boolean {
    return !changesRights && this.#view.types.has(event.type);
  }

  /** Whether `peek` would give all events of these types that change no rights. */
  showsAllOf(types: readonly string[]): boolean {
    for (const type of types) if (!this.#view.types.has(type)) return false;
    return this.#view.shows === undefined;
  }

  /** The events after `behind` up to here, all of which are shown plainly, are taken in the same turn. */
  advanceTo(seq: number): void {
    this.#position = seq;
    this.#skipped = 0;
  }

  /** The item that `peek` gave in the same turn is taken. */
  advance(): void {
    const [control] = this.#control;
    this.#control = this.#control.length > 1 ? this.#control.slice(1) : none;
    if (control === undefined) {
      this.#position++;
      this.#skipped = 0;
    } else if (control.kind === 'revoked') this.close();
  }

  /** Ends it: nothing is due any more, and nothing is held. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#hub.unfollow(this);
    this.#stopWatching();
    this.held.release();
    this.#reader.due();
  }

  /** For those who take one item after the other. One reader at a time; it may leave while it waits. */
  [Symbol.asyncIterator](): AsyncIterableIterator<FeedItem, undefined> {
    const items = this.#items();
    return {
      next: () => items.next(),
      return: () => {
        // A generator that waits does not hear that it is left: this wakes it.
        this.close();
        return items.return(undefined);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async *#items(): AsyncGenerator<FeedItem, undefined> {
    while (!this.#over) {
      const due = this.peek();
      if (due === undefined) await new Promise<void>((due) => this.readBy({ due }));
      else if (due instanceof Promise) await due;
      else {
        this.advance();
        yield due;
      }
    }
  }

  #begin(): void {
    const { head } = this;
    const { after, stream, cursors } = this.options;
    const from = after === null ? undefined : cursors.open(after, stream);
    this.#epoch = head.epoch;
    const problem = after === null ? undefined : this.#problemWith(from);
    this.#position = problem === undefined && from !== undefined ? from.seq : head.seq;
    this.#checkedTo = this.#position;
    const recovered = after !== null && problem === undefined;
    this.#control = [{ kind: 'ready', cursor: this.#cursor(), recovered, replayed: head.seq - this.#position }];
    if (problem !== undefined) this.#say({ kind: 'reset', cursor: this.#cursor(), reason: problem });
  }

  #problemWith(from: { epoch: number; seq: number } | undefined): ResetReason | undefined {
    const { head } = this;
    if (from === undefined) return 'FOREIGN';
    if (from.epoch !== head.epoch) return 'RESTORED';
    if (from.seq > head.seq) return 'FUTURE';
    return from.seq + 1 < head.minSeq ? 'EXPIRED' : undefined;
  }

  #itemOf(seq: number): EventItem | undefined {
    const item = this.#hub.inMemory(seq);
    if (item !== undefined) {
      if (this.#page.length > 0) this.#page = [];
      return item;
    }
    const first = this.#page[0];
    return first === undefined ? undefined : this.#page[seq - first.event.seq];
  }

  async #turnPage(): Promise<void> {
    const page = await this.#hub.read(this.#position);
    // Pages are without holes: the one after the position is there, or nowhere.
    const next = page.find(({ event }) => event.seq > this.#position);
    if (next?.event.seq === this.#position + 1) this.#page = page;
    else if (this.head.epoch !== this.#epoch) return;
    // Retention has taken what this reader had not read.
    else if (next !== undefined || this.#position + 1 < this.head.minSeq) this.#reset('EXPIRED');
    // The page was read for somebody who asked before the next event was there: this throws to ask again.
    else throw new Error(`The log of ${this.options.stream} ends before ${this.head.seq}.`);
  }

  /** What it passes over may have ended the right. */
  #reset(reason: ResetReason): void {
    const { head } = this;
    this.#stale = true;
    this.#epoch = head.epoch;
    this.#position = head.seq;
    this.#page = [];
    this.#skipped = 0;
    this.#say({ kind: 'reset', cursor: this.#cursor(), reason });
  }

  #say(item: FeedItem): void {
    this.#control = [...this.#control, item];
  }

  async #check(concerned: boolean): Promise<void> {
    // What changes while it is being checked is checked again.
    this.#stale = false;
    try {
      const reason = await this.options.access.check(concerned);
      this.checks++;
      if (reason === null) this.#view = this.options.view();
      else this.#control = [{ kind: 'revoked', reason }];
    } catch (error) {
      this.#stale = true;
      throw error;
    }
  }

  /** A database that does not answer is asked again: nothing is shown in between, and nothing is left out. */
  #ask(work: () => Promise<void>): Promise<void> {
    const asked = work().catch(() => new Promise<void>((resolve) => void setTimeout(resolve, retryMs).unref()));
    this.#asking = asked.finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  #cursor(): string {
    return this.options.cursors.seal({ stream: this.options.stream, epoch: this.#epoch, seq: this.#position });
  }
}
