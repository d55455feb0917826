import { cacheExchange, type KeyingConfig, type UpdateResolver } from '@urql/exchange-graphcache';
import type { Exchange } from 'urql';
import schema from '../generated/introspection.json';
import type { DomainUpdates, EventUpdate } from './updates.js';

/** Every file in `updates` is part of the cache: a domain adds its own. */
const domains = Object.values(import.meta.glob<{ updates: DomainUpdates }>('./updates/*.ts', { eager: true })).map(
  ({ updates }) => updates,
);

const embedded = () => null;

/** Knows the schema: an answer that lacks something is asked for again, instead of shown with holes. */
export const cache = (): Exchange =>
  cacheExchange({
    schema,
    keys: {
      ...embeddedTypes(),
      // There is one of each, since a cache belongs to one person.
      Viewer: () => 'me',
      UserSettings: () => 'mine',
      ...joined(({ keys }) => keys),
    },
    resolvers: Object.fromEntries(domains.flatMap(({ resolvers = {} }) => Object.entries(resolvers))),
    optimistic: joined(({ optimistic }) => optimistic),
    updates: { Mutation: joined(({ mutations }) => mutations), Subscription: feeds() },
  });

function joined<Value>(pick: (domain: DomainUpdates) => Record<string, Value> | undefined): Record<string, Value> {
  return Object.assign({}, ...domains.map((domain) => pick(domain) ?? {}));
}

/** Whichever feed it comes from: an event is an event. */
function feeds(): Record<string, UpdateResolver> {
  const events = joined<EventUpdate>(({ events }) => events);
  const subscriptions = schema.__schema.types.find(({ name }) => name === 'Subscription')?.fields ?? [];
  const update: UpdateResolver = (answer, variables, store, { fieldName }) => {
    const event = answer[fieldName] as unknown as { __typename: string } | null;
    if (event != null) events[event.__typename]?.(event as never, store, variables);
  };
  return Object.fromEntries(
    subscriptions.filter(({ name }) => name.endsWith('Events')).map(({ name }) => [name, update]),
  );
}

/** What has no id lives in what holds it. Events do too: they are read once, and would be kept for ever. */
function embeddedTypes(): KeyingConfig {
  const objects = schema.__schema.types.filter(({ kind }) => kind === 'OBJECT');
  return Object.fromEntries(
    objects
      .filter(
        ({ fields, interfaces }) =>
          !fields?.some(({ name }) => name === 'id') || interfaces?.some(({ name }) => name === 'Event'),
      )
      .map(({ name }) => [name, embedded]),
  );
}
