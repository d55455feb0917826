import type {
  Cache,
  KeyingConfig,
  OptimisticMutationResolver,
  Resolver,
  UpdateResolver,
} from '@urql/exchange-graphcache';

/** `event` has the fields that the document of the feed asks for. */
export type EventUpdate = (event: never, store: Cache, variables: Record<string, unknown>) => void;

/**
 * What a domain does to the cache beyond what its answers and events carry: nodes in them are taken by their ids, without
 * a word here. An update may be done twice, so it must not matter.
 */
export interface DomainUpdates {
  readonly keys?: KeyingConfig;
  readonly resolvers?: Record<string, Record<string, Resolver>>;
  readonly optimistic?: Record<string, OptimisticMutationResolver>;
  /** By the name of the mutation. */
  readonly mutations?: Record<string, UpdateResolver>;
  /** By the type of the event. */
  readonly events?: Record<string, EventUpdate>;
}

/** Whatever is on the screen of this list, whichever page of it, is asked for anew. */
export function forget(store: Cache, entity: Parameters<Cache['inspectFields']>[0], field: string): void {
  for (const { fieldName, arguments: given } of store.inspectFields(entity))
    if (fieldName === field) store.invalidate(entity, fieldName, given);
}
