import type { Cache, Entity } from '@urql/exchange-graphcache';

/** Puts something at the end of a list of something, on whichever page of it is known, if it is not there already. */
export function appendTo(cache: Cache, entity: Entity, field: string, added: Entity): void {
  const key = cache.keyOfEntity(added);
  if (key === null) return;
  for (const { fieldKey, fieldName } of cache.inspectFields(entity)) {
    if (fieldName !== field) continue;
    const connection = cache.resolve(entity, fieldKey);
    if (typeof connection !== 'string') continue;
    const nodes = cache.resolve(connection, 'nodes');
    if (!Array.isArray(nodes)) continue;
    const keys = nodes.filter((node) => typeof node === 'string');
    if (!keys.includes(key)) cache.link(connection, 'nodes', [...keys, key]);
  }
}
