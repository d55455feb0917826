import type { EventItem } from './item.js';

/** What is made of events for all readers of a group: once for each event, however many read it. */
export interface ResultGroup<Result> {
  /**
   * What was made of the item; made anew when it was forgotten. Undefined when the readers are not alike (`split`), or
   * while it is being made, which this begins if nobody has: `made` is called then, once, and it is worth asking again.
   */
  of(item: EventItem, made: () => void): Result | undefined;
  /** What was made of the item, if it was. Begins nothing. */
  made(item: EventItem): Result | undefined;
  /** Begins to make it. A promise (which never rejects) when that takes a while. */
  prepare(item: EventItem): Promise<void> | undefined;
  /** Whether its readers turned out not to be alike: each makes its own from here on. */
  readonly split: boolean;
  /** One less who needs it. */
  leave(): void;
}

export interface SharedResults<Result> {
  /**
   * The group of this key, for as long as somebody is in it. The first one says how results are made, and what to do with
   * a group that is new: it answers how to stop that, which is called when the last one has left.
   */
  join(key: string, make: Make<Result>, opened: (group: ResultGroup<Result>) => () => void): ResultGroup<Result>;
  readonly groups: number;
  /** How many results are kept. */
  readonly kept: number;
}

/** Throws or rejects with `NotAlike` when the readers are not alike. Anything else is part of the result. */
export type Make<Result> = (item: EventItem) => Result | Promise<Result>;

/** What was made depends on who reads it. */
export class NotAlike extends Error {
  override readonly name = 'NotAlike';
}

/** Of the results of a node, so many bytes are kept for readers that come later. */
const keptBytes = 32 * 2 ** 20;

/** `sizeOf`: about how many bytes a result holds. */
export function createSharedResults<Result extends object>(sizeOf: (result: Result) => number): SharedResults<Result> {
  const groups = new Map<string, Group<Result>>();
  // Oldest first. What is forgotten is made again for whoever is that far behind.
  let remembered: Array<{ results: Map<string, Result>; id: string; size: number }> = [];
  let oldest = 0;
  let bytes = 0;

  const remember = (results: Map<string, Result>, id: string, result: Result) => {
    results.set(id, result);
    const size = sizeOf(result);
    remembered.push({ results, id, size });
    bytes += size;
    for (let first = remembered[oldest]; bytes > keptBytes && first !== undefined; first = remembered[oldest]) {
      first.results.delete(first.id);
      bytes -= first.size;
      oldest++;
    }
    if (oldest > 1_000 && oldest * 2 > remembered.length) {
      remembered = remembered.slice(oldest);
      oldest = 0;
    }
  };

  return {
    join(key, make, opened) {
      const known = groups.get(key);
      const group = known ?? new Group(make, remember);
      group.members++;
      if (known !== undefined) return known;
      groups.set(key, group);
      const stop = opened(group);
      group.whenEmpty = () => {
        groups.delete(key);
        stop();
      };
      return group;
    },
    get groups() {
      return groups.size;
    },
    get kept() {
      return remembered.length - oldest;
    },
  };
}

class Group<Result extends object> implements ResultGroup<Result> {
  members = 0;
  whenEmpty: () => void = () => {};
  #split = false;
  /** By the id of the event. */
  readonly #results = new Map<string, Result>();
  readonly #making = new Map<string, { done: Promise<void>; waiting: Array<() => void> }>();

  constructor(
    readonly make: Make<Result>,
    readonly remember: (results: Map<string, Result>, id: string, result: Result) => void,
  ) {}

  get split(): boolean {
    return this.#split;
  }

  of(item: EventItem, made: () => void): Result | undefined {
    const { id } = item.event;
    const found = this.#results.get(id);
    if (found !== undefined) return found;
    this.prepare(item);
    const making = this.#making.get(id);
    // Made within this turn, or not to be made for all.
    if (making === undefined) return this.#results.get(id);
    making.waiting.push(made);
    return undefined;
  }

  made({ event }: EventItem): Result | undefined {
    return this.#results.get(event.id);
  }

  prepare(item: EventItem): Promise<void> | undefined {
    const { id } = item.event;
    if (this.#split || this.#results.has(id)) return undefined;
    const known = this.#making.get(id);
    if (known !== undefined) return known.done;
    try {
      const result = this.make(item);
      if (result instanceof Promise) return this.#wait(id, result);
      this.#keep(id, result);
    } catch (error) {
      this.#failed(error);
    }
    return undefined;
  }

  leave(): void {
    if (--this.members > 0) return;
    this.whenEmpty();
    this.#results.clear();
  }

  #wait(id: string, result: Promise<Result>): Promise<void> {
    const waiting: Array<() => void> = [];
    const done = result
      .then(
        (made) => this.#keep(id, made),
        (error: unknown) => this.#failed(error),
      )
      .then(() => {
        this.#making.delete(id);
        for (const made of waiting) made();
      });
    this.#making.set(id, { done, waiting });
    return done;
  }

  #keep(id: string, result: Result): void {
    if (this.members > 0) this.remember(this.#results, id, result);
  }

  #failed(error: unknown): void {
    if (!(error instanceof NotAlike)) throw error;
    this.#split = true;
  }
}
