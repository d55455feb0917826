import type { Socket } from 'node:net';
import type { Feed } from '../feed.js';
import type { FeedItem } from '../item.js';
import { frameOf, type OperationHead, operationHead, type SharedResult } from './frame.js';
import type { FrameRun } from './frame-run.js';
import type { WriterLoop } from './writer-loop.js';

/** How an item becomes bytes for one reader. */
export interface FrameSource {
  /** Undefined while they are being made: `made` is called then, once, and it is worth asking again. */
  of(item: FeedItem, made: () => void): { readonly shared: SharedResult } | undefined;
  /** All frames up to the head of the stream at once, where they were made for somebody who stands at the same place. */
  run?(head: OperationHead, deflates: boolean): FrameRun | undefined;
  close(): void;
}

export interface SocketWriterOptions {
  readonly loop: WriterLoop;
  /** The one under the WebSocket, which no compression of the whole stream and no extension but permessage-deflate uses. */
  readonly socket: Socket;
  /** Whether permessage-deflate was agreed on. */
  readonly deflates: boolean;
  /** Whether frames may be written: false from the closing handshake on. */
  readonly isOpen: () => boolean;
  /** The peer has taken nothing for too long. */
  readonly tooSlow: () => void;
  readonly patienceMs: number;
}

/** What the network has not taken yet may grow to this: above it, positions stay where they are. */
const mostWaiting = 64 * 1024;

/**
 * Writes to one socket what is due on all of its feeds: whole frames, all that is due in one write. It keeps a position
 * for each feed and no queue: a peer that does not read costs what the network holds.
 */
export class SocketWriter {
  readonly #followed = new Map<string, Followed>();
  /** Those to be visited, as a chain. */
  #due: Followed | undefined;
  #impatient: NodeJS.Timeout | undefined;
  #blocked = false;
  /** The loop will come. */
  #expected = false;

  constructor(readonly options: SocketWriterOptions) {}

  get size(): number {
    return this.#followed.size;
  }

  /** Writes the feed's items as results of the operation from here on. Resolves once the feed has ended, or was left. */
  follow(id: string, feed: Feed, source: FrameSource): Promise<void> {
    return new Promise((ended) => {
      const resume = () => {
        followed.waiting = false;
        this.#mark(followed);
      };
      const followed: Followed = {
        id,
        head: operationHead(id),
        feed,
        source,
        resume,
        ended,
        waiting: false,
        due: false,
        nextDue: undefined,
      };
      this.#followed.set(id, followed);
      feed.onDue(() => this.#mark(followed));
      this.#mark(followed);
    });
  }

  /** The client does not want it any more. Nothing of it is written after this. */
  leave(id: string): void {
    const followed = this.#followed.get(id);
    if (followed !== undefined) this.#end(followed);
  }

  close(): void {
    clearTimeout(this.#impatient);
    for (const followed of this.#followed.values()) this.#end(followed);
  }

  /** Called by the loop. */
  visit(): number {
    this.#expected = false;
    const { socket, isOpen, deflates } = this.options;
    if (this.#blocked || !isOpen()) return 0;
    const room = mostWaiting - socket.writableLength;
    let frames = '';
    let count = 0;
    const ended: Followed[] = [];
    let followed = this.#due;
    this.#due = undefined;
    while (followed !== undefined) {
      const { nextDue }: Followed = followed;
      followed.due = false;
      followed.nextDue = undefined;
      const run = followed.waiting ? undefined : followed.source.run?.(followed.head, deflates);
      if (run !== undefined && frames.length + run.frames.length <= room) {
        frames = frames === '' ? run.frames : frames + run.frames;
        count += run.count;
        followed.feed.advanceTo(run.to);
      }
      while (frames.length < room) {
        const frame = this.#next(followed);
        if (frame === undefined) break;
        frames += frame;
        count++;
      }
      if (frames.length >= room) this.#keep(followed);
      if (followed.feed.over) ended.push(followed);
      followed = nextDue;
    }
    if (count > 0) socket.write(frames, 'latin1');
    // Its last item is written before the operation is said to be complete.
    for (const one of ended) this.#end(one);
    if (this.#due !== undefined) this.#waitForDrain();
    return count;
  }

  /** The next frame of a feed; undefined when there is none for now. */
  #next(followed: Followed): string | undefined {
    const { feed, head, source } = followed;
    if (followed.waiting) return undefined;
    const item = feed.peek();
    if (item === undefined) return undefined;
    followed.waiting = true;
    if (item instanceof Promise) {
      void item.then(followed.resume);
      return undefined;
    }
    const result = source.of(item, followed.resume);
    if (result === undefined) return undefined;
    followed.waiting = false;
    feed.advance();
    return frameOf(head, result.shared, this.options.deflates);
  }

  #mark(followed: Followed): void {
    if (followed.waiting && !followed.feed.over) return;
    this.#keep(followed);
    this.#expect();
  }

  #keep(followed: Followed): void {
    if (followed.due) return;
    followed.due = true;
    followed.nextDue = this.#due;
    this.#due = followed;
  }

  #expect(): void {
    if (this.#blocked || this.#expected) return;
    this.#expected = true;
    this.options.loop.add(this);
  }

  #waitForDrain(): void {
    const { socket, patienceMs, tooSlow } = this.options;
    // Taken at once: what is left goes out with the next turn of the loop, after others had theirs.
    if (!socket.writableNeedDrain) {
      this.#expect();
      return;
    }
    this.#blocked = true;
    this.#impatient = setTimeout(tooSlow, patienceMs).unref();
    socket.once('drain', () => {
      clearTimeout(this.#impatient);
      this.#blocked = false;
      this.#expect();
    });
  }

  #end(followed: Followed): void {
    if (this.#followed.get(followed.id) === followed) this.#followed.delete(followed.id);
    followed.feed.onDue(() => {});
    followed.feed.close();
    followed.source.close();
    followed.ended();
  }
}

interface Followed {
  readonly id: string;
  readonly head: OperationHead;
  readonly feed: Feed;
  readonly source: FrameSource;
  readonly resume: () => void;
  readonly ended: () => void;
  /** Something has to be made or asked for before it can go on. */
  waiting: boolean;
  /** It stands in the chain of those to be visited. */
  due: boolean;
  nextDue: Followed | undefined;
}
