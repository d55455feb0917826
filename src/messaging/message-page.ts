import { encodeBase64 } from '@pothos/core';
import { Fault } from '../errors.js';
import { decoded } from '../schema/ids.js';
import { defaultPage } from '../schema/pages.js';

/** The cursor of a message is its number, which never changes. */
export const sequenceCursor = (sequence: number): string => encodeBase64(`sequence:${sequence}`);

/** Throws BAD_USER_INPUT. */
function sequenceOf(cursor: string | null | undefined): number | undefined {
  if (cursor == null) return undefined;
  const digits = /^sequence:(\d{1,9})$/.exec(decoded(cursor))?.[1];
  if (digits === undefined) throw new Fault('BAD_USER_INPUT', 'This is not a cursor that a list gave.');
  return Number(digits);
}

export interface PageArguments {
  first?: number | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

interface Numbered {
  sequence: number;
}

/** Loads messages whose number lies between the two, the nearest to `from` first. */
export type LoadMessages<Row> = (range: {
  above: number;
  below: number;
  from: 'oldest' | 'newest';
  take: number;
}) => Promise<Row[]>;

/**
 * A page of messages in the order of their numbers. Numbers have no hole and never change, so a page is a range of them:
 * the same whatever arrives meanwhile, and as fast at either end of a long history as in its middle. Without `first` and
 * `last` it is the newest.
 */
export async function messagePage<Row extends Numbered>(
  args: PageArguments,
  around: number | undefined,
  load: LoadMessages<Row>,
) {
  const above = sequenceOf(args.after) ?? 0;
  const below = sequenceOf(args.before) ?? largest;
  const size = args.first ?? args.last ?? defaultPage;
  const from = args.first == null && around === undefined ? 'newest' : 'oldest';
  const start = around === undefined ? above : Math.max(above, around - 1 - Math.floor(size / 2));
  let rows = await load({ above: start, below, from, take: size + 1 });
  // Near the end there are not enough behind the one in the middle.
  if (around !== undefined && rows.length < size) rows = await load({ above, below, from: 'newest', take: size });
  const more = rows.length > size;
  rows = rows.slice(0, size).sort((a, b) => a.sequence - b.sequence);
  const [oldest, newest] = [rows[0], rows.at(-1)];
  return {
    edges: rows.map((node) => ({ node, cursor: sequenceCursor(node.sequence) })),
    pageInfo: {
      hasPreviousPage: oldest !== undefined && oldest.sequence > 1,
      hasNextPage: from === 'oldest' ? more : below < largest && newest !== undefined,
      startCursor: oldest === undefined ? null : sequenceCursor(oldest.sequence),
      endCursor: newest === undefined ? null : sequenceCursor(newest.sequence),
    },
  };
}

const largest = 2 ** 31 - 1;
