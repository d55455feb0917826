import { decodeBase64 } from '@pothos/core';
import { z } from 'zod';
import { Fault } from '../errors.js';

/** Global ids are opaque to clients. Whatever is not one is refused here, and never reaches the database. */
export function decodeId(globalId: string): { typename: string; id: string } {
  const [, typename, id] = /^([A-Z]\w{0,60}):(.+)$/.exec(decoded(globalId)) ?? [];
  if (typename === undefined || !isGuid(id) || id === undefined)
    throw new Fault('BAD_USER_INPUT', 'This is not an id that this API gave.');
  return { typename, id };
}

const guid = z.guid();
const isGuid = (text: string | undefined) => guid.safeParse(text).success;

/** Empty for what is not base64. */
export function decoded(text: string): string {
  try {
    return decodeBase64(text);
  } catch {
    return '';
  }
}
