import type { Cache } from '@urql/exchange-graphcache';

/** An object of the cache by its key, `Booking:…`. */
type Link = string;

/** Puts something at the end of a list of something, on whichever page of it is known, if it is not there already. */
export function appendTo(cache: Cache, entity: { __typename: string; id: string }, field: string, added: Link | null): void {
  if (added === null) return;
  for (const { fieldKey, fieldName } of cache.inspectFields(entity)) {
    if (fieldName !== field) continue;
    const connection = cache.resolve(entity, fieldKey);
    if (typeof connection !== 'string') continue;
    const nodes = cache.resolve(connection, 'nodes');
    if (Array.isArray(nodes) && !nodes.includes(added)) cache.link(connection, 'nodes', [...(nodes as Link[]), added]);
  }
}
