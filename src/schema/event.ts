import { encodeGlobalID } from '@pothos/plugin-relay';
import type { Actor } from '../actor.js';
import { may, type Operation, type Subject } from '../policy/authorize.js';
import type { EventDefinition } from '../realtime/event.js';
import type { FeedItem, resetReasons, revokedReasons } from '../realtime/item.js';
import type { StoredEvent } from '../realtime/log.js';
import { builder } from './builder.js';

type Types = typeof builder.$inferSchemaTypes;

/** An item of a feed that is an event with this payload. */
export type EventItem<Payload> = Extract<FeedItem, { kind: 'event' }> & {
  readonly event: StoredEvent & { readonly payload: Payload };
};

const EventActorKind = builder.enumType('EventActorKind', {
  description: 'What kind of somebody did it.',
  values: {
    USER: { description: 'A person.' },
    SERVICE_KEY: { description: 'A program with a service key.' },
    SYSTEM: { description: 'Frontdesk itself, for example because a time was up.' },
  },
});

interface EventActor {
  readonly kind: 'USER' | 'SERVICE_KEY' | 'SYSTEM';
  readonly id: string | null;
}

export const EventActor = builder.objectRef<EventActor>('EventActor').implement({
  description: 'Who did it.',
  fields: (t) => ({
    kind: t.field({ type: EventActorKind, description: 'What kind of somebody.', resolve: ({ kind }) => kind }),
    id: t.id({
      nullable: true,
      description: 'The global id of the person. Null for programs and for Frontdesk itself.',
      resolve: ({ kind, id }) => (kind === 'USER' && id !== null ? encodeGlobalID('User', id) : null),
    }),
    name: t.string({
      nullable: true,
      description: 'How the person is called. Null for programs and for Frontdesk itself.',
      complexity: 1,
      resolve: async ({ kind, id }, _args, { app }) => {
        if (kind !== 'USER' || id === null) return null;
        const user = await app.database.prisma.user.findUnique({ where: { id }, select: { name: true } });
        return user?.name ?? null;
      },
    }),
  }),
});

/** What all items of all feeds share. */
export const Event = builder.interfaceRef<FeedItem>('Event').implement({
  description:
    'What a feed yields: something that happened, or something about the feed itself (`StreamReady`, `StreamReset`, `StreamBookmark`, `AccessRevoked`).',
  resolveType: typeOf,
  fields: (t) => ({
    id: t.id({
      description: 'The same wherever and however often the event is delivered: know by it what you had before.',
      resolve: (item) =>
        item.kind === 'event' ? item.event.id : item.kind === 'revoked' ? 'revoked' : `${item.kind}:${item.cursor}`,
    }),
    cursor: t.field({
      type: 'EventCursor',
      nullable: true,
      description:
        'Where the feed stands after this item: give the last one as `after` to go on. Null for what is not kept.',
      resolve: (item) => (item.kind === 'revoked' ? null : item.cursor),
    }),
    occurredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was committed. Null for items about the feed itself.',
      resolve: (item) => (item.kind === 'event' ? item.event.at : null),
    }),
    actor: t.field({
      type: EventActor,
      nullable: true,
      description: 'Who did it. Null for items about the feed itself.',
      resolve: (item) => (item.kind === 'event' ? actorOfKey(item.event.actor) : null),
    }),
  }),
});

const typeNames = {
  ready: 'StreamReady',
  reset: 'StreamReset',
  bookmark: 'StreamBookmark',
  revoked: 'AccessRevoked',
} as const;

function typeOf(item: FeedItem): string {
  return item.kind === 'event' ? item.event.type : typeNames[item.kind];
}

export function actorOfKey(key: string): EventActor {
  const [kind, id = null] = key.split(':');
  if (kind === 'user') return { kind: 'USER', id };
  return kind === 'key' ? { kind: 'SERVICE_KEY', id } : { kind: 'SYSTEM', id: null };
}

const ResetReason = builder.enumType('StreamResetReason', {
  description: 'Why a feed could not go on where it was asked to.',
  values: {
    EXPIRED: { description: 'The cursor is older than what is kept (7 days unless configured otherwise).' },
    FOREIGN: { description: 'The cursor is of another feed, or none at all.' },
    FUTURE: { description: 'The cursor is ahead of everything that has happened.' },
    RESTORED: { description: 'The database was restored from a backup since.' },
  } satisfies Record<(typeof resetReasons)[number], object>,
});

const RevokedReason = builder.enumType('AccessRevokedReason', {
  description: 'Why a feed ended.',
  values: {
    ACCESS_LOST: { description: 'I may not see this any more.' },
    SESSION_ENDED: { description: 'The session is over, or the account was disabled.' },
    TOKEN_EXPIRED: { description: 'The access token has expired: get a fresh one, and go on from the last cursor.' },
  } satisfies Record<(typeof revokedReasons)[number], object>,
});

/** A way to read events, with the interface that they share there. */
export interface FeedRef {
  readonly name: string;
  readonly interface: ReturnType<typeof feedInterface>;
  /** The events that it shows. */
  readonly types: Set<string>;
}

const feeds: FeedRef[] = [];

export function defineFeed(name: string, interfaceName: string, description: string): FeedRef {
  const feed: FeedRef = { name, interface: feedInterface(interfaceName, description), types: new Set() };
  feeds.push(feed);
  return feed;
}

const feedInterface = (name: string, description: string) =>
  builder.interfaceRef<FeedItem>(name).implement({ description, interfaces: [Event], resolveType: typeOf });

const everyFeed = () => [Event, ...feeds.map((feed) => feed.interface)];

type Item<Kind extends FeedItem['kind']> = Extract<FeedItem, { kind: Kind }>;

builder.objectRef<Item<'ready'>>('StreamReady').implement({
  description: 'Always the first item of a feed. From here on nothing is left out.',
  interfaces: everyFeed,
  fields: (t) => ({
    recovered: t.exposeBoolean('recovered', {
      description: 'Whether it goes on right after the cursor that was given. False: it begins with what happens next.',
    }),
    replayed: t.exposeInt('replayed', {
      description: 'How many events happened since that cursor. They follow, as far as they are for you.',
    }),
  }),
});

builder.objectRef<Item<'reset'>>('StreamReset').implement({
  description: 'The feed cannot go on where it was asked to: read anew what you show, and go on from this cursor.',
  interfaces: everyFeed,
  fields: (t) => ({
    reason: t.field({ type: ResetReason, description: 'Why.', resolve: ({ reason }) => reason }),
  }),
});

builder.objectRef<Item<'bookmark'>>('StreamBookmark').implement({
  description:
    'Nothing happened that is for you, though much has happened: a cursor past it. Keep it, and do nothing else.',
  interfaces: everyFeed,
});

builder.objectRef<Item<'revoked'>>('AccessRevoked').implement({
  description: 'Always the last item of a feed that was ended for want of rights. Nothing comes after it.',
  interfaces: everyFeed,
  fields: (t) => ({
    reason: t.field({ type: RevokedReason, description: 'Why.', resolve: ({ reason }) => reason }),
  }),
});

export type EventFieldBuilder<Payload> = PothosSchemaTypes.ObjectFieldBuilder<Types, EventItem<Payload>>;

type EventFields<Payload> = (
  t: EventFieldBuilder<Payload>,
) => Parameters<PothosSchemaTypes.SchemaBuilder<Types>['objectFields']>[1] extends (t: never) => infer Map
  ? Map
  : never;

/** What somebody has to be allowed to do, besides reading the feed, to be shown events of a type. */
const rights = new Map<string, Operation>();

/** By all the types and by those of them that are left out: few, and one for all who see the same. */
const seen = new WeakMap<ReadonlySet<string>, Map<string, ReadonlySet<string>>>();

/** Of these types of events, those that somebody is shown who may read the feed: some take another right. */
export function seenBy(actor: Actor | null, subject: Subject, types: ReadonlySet<string>): ReadonlySet<string> {
  const hidden: string[] = [];
  for (const [type, right] of rights) if (types.has(type) && !may(actor, right, subject)) hidden.push(type);
  if (hidden.length === 0) return types;
  const known = seen.get(types) ?? new Map<string, ReadonlySet<string>>();
  seen.set(types, known);
  const key = hidden.join(' ');
  const left = known.get(key) ?? new Set([...types].filter((type) => !hidden.includes(type)));
  known.set(key, left);
  return left;
}

/**
 * Declares the GraphQL type of an event, and the feeds that show it. Its description is that of the definition. `sees`: not
 * to everybody who reads them, but to those who may do that, with what the feed is about.
 */
export function eventType<Type extends string, Payload>(
  definition: EventDefinition<Type, Payload>,
  shownIn: readonly FeedRef[],
  fields?: EventFields<Payload>,
  { sees }: { sees?: Operation } = {},
): void {
  if (sees !== undefined) rights.set(definition.type, sees);
  for (const feed of shownIn) feed.types.add(definition.type);
  builder.objectRef<EventItem<Payload>>(definition.type).implement({
    description: definition.description,
    interfaces: [Event, ...shownIn.map((feed) => feed.interface)],
    ...(fields !== undefined && { fields }),
  });
}
