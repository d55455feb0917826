import { streamAccess } from '../accounts/stream-access.js';
import type { Context } from '../context.js';
import { authorizeRead, type Operation, type Subject } from '../policy/authorize.js';
import { Feed } from '../realtime/feed.js';
import type { View } from '../realtime/feed-options.js';

export interface Allowed {
  readonly operation: Operation;
  /** Where what takes the right away is told. */
  readonly stream: string;
  readonly subject: () => Promise<Subject>;
}

const nothing: View = { types: new Set() };

/**
 * What is not kept, for as long as its reader may have it: a feed of the stream that shows nothing ends with the right,
 * and ends this with it. `make` gets a signal that is aborted then, or when the reader leaves.
 */
export async function whileAllowed<Item>(
  context: Context,
  { operation, stream, subject }: Allowed,
  make: (signal: AbortSignal) => AsyncGenerator<Item, void, undefined>,
): Promise<AsyncIterableIterator<Item>> {
  const known = await subject();
  authorizeRead(context.actor, operation, known);
  const { hubs, cursors } = context.app.realtime;
  const access = streamAccess(context, operation, known, subject);
  const guard = await Feed.open({ hubs, cursors, stream, after: null, access, view: () => nothing });
  const ending = new AbortController();
  const watching = (async () => {
    for await (const { kind } of guard) if (kind === 'revoked') break;
    ending.abort();
  })();
  const items = make(ending.signal);
  const leave = async () => {
    guard.close();
    ending.abort();
    await watching;
  };
  const iterator: AsyncIterableIterator<Item> = {
    async next() {
      const result = await items.next();
      if (!result.done && !ending.signal.aborted) return result;
      await leave();
      return { done: true, value: undefined };
    },
    async return() {
      await leave();
      await items.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
