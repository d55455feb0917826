import type { EventItem } from '../item.js';
import { frameOf, type OperationHead, type SharedResult } from './frame.js';

/** Frames of consecutive events, as they are written to whoever stands before the first of them. */
export interface FrameRun {
  readonly frames: string;
  readonly count: number;
  /** The seq of the last one. */
  readonly to: number;
}

/** A stream between two places. */
export interface Stretch {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

/** What of a group makes an event into bytes. */
export interface RunSource {
  /** The event of this seq, when it is in memory and shown to all of the group without a question. */
  item(seq: number): EventItem | undefined;
  /** What was made of it, when it was. */
  made(item: EventItem): { readonly shared: SharedResult } | undefined;
}

/** What is longer is written item by item, by what the network takes, and not kept. */
const most = { events: 32, bytes: 64 * 1024 };

/**
 * The run that was made last for a group of readers: most of them stand at the same place when something happens, and write
 * the same bytes.
 */
export class LastRun {
  #last: (FrameRun & Stretch & { readonly head: OperationHead; readonly deflates: boolean }) | undefined;

  of({ epoch, from, to }: Stretch, head: OperationHead, deflates: boolean, source: RunSource): FrameRun | undefined {
    const last = this.#last;
    if (
      last !== undefined &&
      last.from === from &&
      last.to === to &&
      last.head === head &&
      last.epoch === epoch &&
      last.deflates === deflates
    )
      return last;
    if (to - from > most.events) return undefined;
    let frames = '';
    for (let seq = from + 1; seq <= to; seq++) {
      const item = source.item(seq);
      const made = item === undefined ? undefined : source.made(item);
      if (made === undefined || frames.length > most.bytes) return undefined;
      frames += frameOf(head, made.shared, deflates);
    }
    this.#last = { epoch, from, to, head, deflates, frames, count: to - from };
    return this.#last;
  }
}
