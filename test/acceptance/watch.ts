import { expect } from 'vitest';
import type { FeedEnd, FeedHandle, FrontdeskClient } from '../../src/client/index.js';
import { eventually } from '../support/eventually.js';

// biome-ignore lint/suspicious/noExplicitAny: a story reads deep into what it has selected itself.
export type Item = Record<string, any>;

/** A screen that shows a feed: what came to it, in its order, and how long each took. */
export class Watch {
  readonly items: Item[] = [];
  /** How long after its commit each event was here, of those that happened while this was connected. */
  readonly delays: number[] = [];
  readonly ends: FeedEnd[] = [];
  /** How often the feed began, and began again. */
  begun = 0;
  #liveSince = Number.POSITIVE_INFINITY;
  readonly #feed: FeedHandle;

  constructor(client: FrontdeskClient, field: string, selection: string, after?: string) {
    const durable = /^\w+Events\b/.test(field);
    const document = `subscription { ${field} { ${durable ? 'occurredAt' : ''} ${selection} } }`;
    this.#feed = client.subscribe<Record<string, Item>>(document, after === undefined ? {} : { after }, {
      onEvent: (item) => this.#take(item as Item),
      onReady: () => this.#begin(),
      onEnd: (end) => this.ends.push(end),
    });
  }

  /** It is there, or else what came instead is told. Answers it. */
  sees(expected: Item): Promise<Item> {
    return eventually(() => {
      const found = this.items.find((item) => isLike(item, expected));
      if (found === undefined) expect(this.items).toContainEqual(expected);
      return found as Item;
    }, 30_000);
  }

  /** How many of them came. */
  count(expected: Item): number {
    return this.items.filter((item) => isLike(item, expected)).length;
  }

  /** Once it shows something, or begins to. Throws when it was refused. */
  async started(): Promise<void> {
    await eventually(() => expect(this.begun + this.items.length + this.ends.length).toBeGreaterThan(0));
    const [end] = this.ends;
    if (end?.kind === 'failed') throw end.error;
  }

  /** Where it stands. */
  get cursor(): string {
    return this.#feed.cursor ?? '';
  }

  #begin(): void {
    this.begun++;
    this.#liveSince = Date.now();
  }

  #take(item: Item): void {
    this.items.push(item);
    const at = Date.parse(item.occurredAt);
    if (at >= this.#liveSince) this.delays.push(Date.now() - at);
  }
}

export function isLike(item: unknown, expected: unknown): boolean {
  try {
    expect(item).toMatchObject(expected as object);
    return true;
  } catch {
    return false;
  }
}
