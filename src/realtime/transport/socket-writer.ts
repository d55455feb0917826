import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Feed } from '../feed.js';
import { nobody, type Reader } from '../feed-options.js';
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

/** What is written to. */
export interface WritableConnection {
  readonly loop: WriterLoop;
  /** Frames may be written while it is open, so not from the closing handshake on. */
  readonly socket: WebSocket;
  /** Under it: no compression of the whole stream and no extension but permessage-deflate uses it. */
  readonly network: Socket;
  /** A peer that has taken nothing for so long is too slow. */
  readonly patienceMs: number;
  tooSlow(): void;
}

/** What the network has not taken yet may grow to this: above it, positions stay where they are. */
const mostWaiting = 64 * 1024;
/** Shared: a feed ends seldom. */
const none: readonly Followed[] = [];

/**
 * Writes to one socket what is due on all of its feeds: whole frames, all that is due in one write. It keeps a position
 * for each feed and no queue: a peer that does not read costs what the network holds.
 *
 * An event visits thousands of these: what each looks at on its way is what a delivery costs beside the write itself.
 */
export class SocketWriter {
  readonly #followed = new Map<string, Followed>();
  /** Those to be visited, as a chain. */
  #due: Followed | undefined;
  #impatient: NodeJS.Timeout | undefined;
  #blocked = false;
  /** The loop will come. */
  #expected = false;
  readonly #socket: WebSocket;
  readonly #network: Socket;
  /** Whether permessage-deflate was agreed on. */
  readonly #deflates: boolean;

  constructor(readonly connection: WritableConnection) {
    this.#socket = connection.socket;
    this.#network = connection.network;
    this.#deflates = connection.socket.extensions.includes('permessage-deflate');
  }

  get size(): number {
    return this.#followed.size;
  }

  /** Writes the feed's items as results of the operation from here on. Resolves once the feed has ended, or was left. */
  follow(id: string, feed: Feed, source: FrameSource): Promise<void> {
    return new Promise((ended) => {
      const followed = new Followed(this, id, feed, source, ended);
      this.#followed.set(id, followed);
      feed.readBy(followed);
      followed.due();
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
    if (this.#blocked || this.#socket.readyState !== this.#socket.OPEN) return 0;
    const room = mostWaiting - this.#network.writableLength;
    let frames = '';
    let count = 0;
    let ended = none;
    let followed = this.#due;
    this.#due = undefined;
    while (followed !== undefined) {
      const { nextDue }: Followed = followed;
      followed.isDue = false;
      followed.nextDue = undefined;
      const run = followed.waiting ? undefined : followed.source.run?.(followed.head, this.#deflates);
      if (run !== undefined && frames.length + run.frames.length <= room) {
        // Up to the head of the stream: what comes after it says so.
        frames = frames === '' ? run.frames : frames + run.frames;
        count += run.count;
        followed.feed.advanceTo(run.to);
      } else {
        while (frames.length < room) {
          const frame = this.#next(followed);
          if (frame === undefined) break;
          frames += frame;
          count++;
        }
        if (frames.length >= room) this.#keep(followed);
        if (followed.feed.over) ended = [...ended, followed];
      }
      followed = nextDue;
    }
    if (count > 0) this.#network.write(frames, 'latin1');
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
    return frameOf(head, result.shared, this.#deflates);
  }

  /** Called by what is followed: something may be due there. */
  mark(followed: Followed): void {
    if (followed.waiting && !followed.feed.over) return;
    this.#keep(followed);
    this.#expect();
  }

  #keep(followed: Followed): void {
    if (followed.isDue) return;
    followed.isDue = true;
    followed.nextDue = this.#due;
    this.#due = followed;
  }

  #expect(): void {
    if (this.#blocked || this.#expected) return;
    this.#expected = true;
    this.connection.loop.add(this);
  }

  #waitForDrain(): void {
    const { connection } = this;
    // Taken at once: what is left goes out with the next turn of the loop, after others had theirs.
    if (!this.#network.writableNeedDrain) {
      this.#expect();
      return;
    }
    this.#blocked = true;
    this.#impatient = setTimeout(() => connection.tooSlow(), connection.patienceMs).unref();
    this.#network.once('drain', () => {
      clearTimeout(this.#impatient);
      this.#blocked = false;
      this.#expect();
    });
  }

  #end(followed: Followed): void {
    if (this.#followed.get(followed.id) === followed) this.#followed.delete(followed.id);
    followed.feed.readBy(nobody);
    followed.feed.close();
    followed.source.close();
    followed.ended();
  }
}

/** A feed, and what it is to the operation that it answers. */
class Followed implements Reader {
  readonly head: OperationHead;
  /** Something has to be made or asked for before it can go on. */
  waiting = false;
  /** It stands in the chain of those to be visited. */
  isDue = false;
  nextDue: Followed | undefined;

  constructor(
    readonly writer: SocketWriter,
    readonly id: string,
    readonly feed: Feed,
    readonly source: FrameSource,
    readonly ended: () => void,
  ) {
    this.head = operationHead(id);
  }

  due(): void {
    this.writer.mark(this);
  }

  readonly resume = (): void => {
    this.waiting = false;
    this.writer.mark(this);
  };
}
