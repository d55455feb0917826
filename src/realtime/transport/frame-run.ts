import type { EventItem } from '../item.js';
import { frameOf, type OperationHead, type SharedResult } from './frame.js';

/** Frames of consecutive events, as they are written to whoever stands before the first of them. */
export interface FrameRun {
  readonly frames: string;
  readonly count: number;
  /** The seq of the last one. */
  readonly to: number;
  /** Of what types they are, each of them once. */
  readonly types: readonly string[];
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

/** What was made of the events of a stretch. */
interface Made extends Stretch {
  readonly results: readonly SharedResult[];
  readonly types: readonly string[];
}

/**
 * The run that was made last for a group of readers: most of them stand at the same place when something happens, and write
 * the same bytes; those who name their operations differ in the heads of the frames alone.
 */
export class LastRun {
  #made: Made | undefined;
  #last: (FrameRun & { readonly made: Made; readonly head: OperationHead; readonly deflates: boolean }) | undefined;

  of(stretch: Stretch, head: OperationHead, deflates: boolean, source: RunSource): FrameRun | undefined {
    const made = this.#madeOf(stretch, source);
    if (made === undefined) return undefined;
    const last = this.#last;
    if (last !== undefined && last.made === made && last.head === head && last.deflates === deflates) return last;
    let frames = '';
    for (const result of made.results) frames += frameOf(head, result, deflates);
    const { to, types } = made;
    this.#last = { made, head, deflates, frames, count: to - made.from, to, types };
    return this.#last;
  }

  #madeOf({ epoch, from, to }: Stretch, source: RunSource): Made | undefined {
    const known = this.#made;
    if (known !== undefined && known.from === from && known.to === to && known.epoch === epoch) return known;
    if (to - from > most.events) return undefined;
    const results: SharedResult[] = [];
    const types = new Set<string>();
    let bytes = 0;
    for (let seq = from + 1; seq <= to; seq++) {
      const item = source.item(seq);
      const made = item === undefined ? undefined : source.made(item);
      if (item === undefined || made === undefined) return undefined;
      bytes += made.shared.bytes.length;
      if (bytes > most.bytes) return undefined;
      results.push(made.shared);
      types.add(item.event.type);
    }
    this.#made = { epoch, from, to, results, types: [...types] };
    return this.#made;
  }
}
