import type { Known } from './known.js';
import type { Newcomer } from './newcomers.js';
import type { Role } from './target.js';

/** Who asks: somebody of the tenant or the platform, or somebody who has come for this one question. */
export type Caller = Role | 'newcomer';

/** What is known at the moment of asking, and not before. */
export interface Asking {
  readonly known: Known;
  readonly caller: Caller;
  readonly token: string | null;
  readonly newcomer: Newcomer | undefined;
  /** Whether all that is named is the tenant's own from the start, so that it belongs together. */
  readonly ownThings: boolean;
}

/** A value that is made when it is asked with: an id of what there is by then, a key that nobody has used. */
export class Later {
  constructor(readonly say: (asking: Asking) => unknown) {}
}

/** The value with everything said in it. What cannot be said is left out. */
export function said(value: unknown, asking: Asking): unknown {
  if (value instanceof Later) return value.say(asking);
  if (Array.isArray(value)) return value.map((item) => said(item, asking)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, said(item, asking)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
