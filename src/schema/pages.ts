import { z } from 'zod';
import { Fault } from '../errors.js';
import { type Limits, limitSettings } from '../limits.js';
import { decoded } from './ids.js';

/** What the schema says. LIMIT_PAGE and LIMIT_DEFAULT_PAGE may say otherwise, and count. */
export const defaultPage = Number(limitSettings.LIMIT_DEFAULT_PAGE.fallback);
export const largestPage = Number(limitSettings.LIMIT_PAGE.fallback);
/** Beyond any setting. */
export const outmostPage = 1_000;

/** Pages that are out of bounds are refused rather than cut: a client that gets less than it asked for counts wrong. */
export function checkPage<Args extends object>(args: Args, extensions: object, limits: PageLimits): Args {
  const { LIMIT_PAGE: largest, LIMIT_DEFAULT_PAGE: usual } = limits;
  const { first, last, before, after } = args as PageArguments;
  for (const [name, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > largest))
      throw new Fault('BAD_USER_INPUT', `\`${name}\` is 1 to ${largest}: ask for the next page with a cursor.`);
  if (first != null && last != null)
    throw new Fault('BAD_USER_INPUT', 'Give `first` to go forward or `last` to go backward, not both.');
  const own = 'ownPages' in extensions ? (extensions as OwnPages).ownPages : undefined;
  for (const [name, cursor] of Object.entries({ before, after }))
    if (cursor != null && own === undefined && !isIdCursor(cursor))
      throw new Fault('BAD_USER_INPUT', `\`${name}\` is not a cursor that a list gave.`);
  if (first != null || last != null) return args;
  return { ...args, [own === 'from the newest' ? 'last' : 'first']: Math.min(usual, largest) };
}

/** For the `extensions` of a list that is not paged by the ids of its rows: it reads its cursors by itself. */
export interface OwnPages {
  /** Where a page begins when neither `first` nor `last` is given. */
  ownPages: 'from the oldest' | 'from the newest';
}

/** What a list has put beside its page: Pothos hands it on to the fields of the connection, and its types do not know of it. */
export const beside = <Extra extends object>(page: object): Extra => page as Extra;

export const ownPages = (from: 'oldest' | 'newest'): OwnPages & Record<string, unknown> => ({
  ownPages: `from the ${from}`,
});

export type PageLimits = Pick<Limits, 'LIMIT_PAGE' | 'LIMIT_DEFAULT_PAGE'>;

interface PageArguments {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
}

/** The form of Pothos: what else it would read from there goes to the database, which knows ids alone. */
function isIdCursor(cursor: string): boolean {
  const id = /^GPC:S:(.*)$/.exec(decoded(cursor))?.[1];
  return z.guid().safeParse(id).success;
}
