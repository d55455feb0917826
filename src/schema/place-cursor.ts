import { encodeBase64 } from '@pothos/core';
import { z } from 'zod';
import { Fault } from '../errors.js';
import { decoded } from './ids.js';

/** Where something stands in a list by time. */
export interface ListPlace {
  at: Date;
  id: string;
}

/** The cursor of a place in a list by time: it stays where it is, whatever moves around it. */
export const placeCursor = ({ at, id }: ListPlace): string => encodeBase64(`at:${at.toISOString()}:${id}`);

/** Throws BAD_USER_INPUT. */
export function placeOf(cursor: string | undefined): ListPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^at:(\d{4}-\d\d-\d\dT[\d:.]+Z):([\da-f-]{36})$/.exec(decoded(cursor)) ?? [];
  if (at === undefined || !z.guid().safeParse(id).success || id === undefined || Number.isNaN(Date.parse(at)))
    throw new Fault('BAD_USER_INPUT', 'This is not a cursor that a list gave.');
  return { at: new Date(at), id };
}
