import { z } from 'zod';
import { Fault } from '../errors.js';
import { decoded } from './ids.js';

export const defaultPage = 50;
export const largestPage = 100;

/** Pages that are out of bounds are refused rather than cut: a client that gets less than it asked for counts wrong. */
export function checkPage<Args extends object>(args: Args, options: object): Args {
  const { first, last, before, after } = args as PageArguments;
  for (const [name, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > largestPage))
      throw new Fault('BAD_USER_INPUT', `\`${name}\` is 1 to ${largestPage}: ask for the next page with a cursor.`);
  if (first != null && last != null)
    throw new Fault('BAD_USER_INPUT', 'Give `first` to go forward or `last` to go backward, not both.');
  const byId = 'cursor' in options && options.cursor === 'id';
  for (const [name, cursor] of Object.entries({ before, after }))
    if (cursor != null && byId && !isIdCursor(cursor))
      throw new Fault('BAD_USER_INPUT', `\`${name}\` is not a cursor that a list gave.`);
  return args;
}

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
