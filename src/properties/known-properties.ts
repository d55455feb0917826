import type { Actor } from '../actor.js';
import { type Asked, lookupRow } from '../database/lookup.js';
import type { PropertyStatus } from '../generated/prisma/enums.js';
import { isVisible } from './visible.js';

/** Whether there is such a property, and this actor may know of it: one statement for all who come back at the same time. */
export async function seesProperty(database: Asked, actor: Actor | null, id: string): Promise<boolean> {
  const property = await known(database, id);
  return property !== undefined && isVisible(actor, property);
}

/** Whether all of them are there, whoever may know of them. */
export async function propertiesExist(database: Asked, ids: readonly string[]): Promise<boolean> {
  const properties = await Promise.all(ids.map((id) => known(database, id)));
  return !properties.includes(undefined);
}

const known = lookupRow<{ id: string; status: PropertyStatus }>(
  'SELECT id::text AS id, status::text AS status FROM property WHERE id = ANY($1::uuid[])',
  ({ id }) => id,
);
