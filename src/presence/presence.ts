import { User } from '../accounts/user.js';
import { visibleUsers } from '../accounts/visible-users.js';
import type { Context } from '../context.js';
import { userOf } from '../context.js';
import { Fault } from '../errors.js';
import type { User as Person } from '../generated/prisma/client.js';
import { followLeases } from '../realtime/leases/follow.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { whileAllowed } from '../schema/while-allowed.js';
import { type PresenceStatus, presenceTopic, statusOf } from './presences.js';

export const PresenceStatusType = builder.enumType('PresenceStatus', {
  description: 'Whether somebody is there.',
  values: {
    ONLINE: { description: 'At one device at least.' },
    AWAY: { description: 'Connected, but at none of their devices.' },
    OFFLINE: { description: 'Not connected, or they keep it to themselves.' },
  } as const,
});

interface PresenceItem {
  person: Person;
  status: PresenceStatus;
  lastSeenAt: Date | null;
}

const Presence = builder.objectRef<PresenceItem>('Presence').implement({
  description: 'Whether somebody is there, over all their devices.',
  fields: (t) => ({
    user: t.field({ type: User, description: 'Who.', resolve: ({ person }) => person }),
    status: t.field({ type: PresenceStatusType, description: 'Whether.', resolve: ({ status }) => status }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When they were there last. Null while they are, and when they keep it to themselves.',
      resolve: ({ lastSeenAt }) => lastSeenAt,
    }),
  }),
});

const mostPeople = 100;

builder.subscriptionField('presence', (t) =>
  t.field({
    type: Presence,
    description:
      'Who of these people is there: first each of them as they are, then each change. At most once and not kept. For people with whom one shares a conversation or a property. A connection that is lost without a word counts for 30 seconds.',
    args: {
      userIds: t.arg.globalIDList({ for: User, required: true, description: `Whom: at most ${mostPeople} people.` }),
    },
    subscribe: async (_root, args, context) => {
      const me = userOf(context);
      const userIds = [...new Set(args.userIds.map(({ id }) => id))];
      if (userIds.length > mostPeople) throw new Fault('BAD_USER_INPUT', `At most ${mostPeople} people at once.`);
      if ((await known(context, userIds)).length < userIds.length) throw new Fault('NOT_FOUND');
      return whileAllowed(
        context,
        { operation: 'presence', stream: streamOf.user(me.id), subject: async () => ({ acquaintanceIds: [me.id] }) },
        (signal) => follow(context, userIds, signal),
      );
    },
    resolve: (presence) => presence,
  }),
);

async function* follow(context: Context, userIds: readonly string[], signal: AbortSignal) {
  const held = new Map(userIds.map((id) => [presenceTopic(id), new Set<string>()]));
  const before = new Map<string, PresenceStatus>();
  let first = true;
  for await (const changes of followLeases(context.app.leases, [...held.keys()], signal)) {
    for (const { topic, holder, value } of changes) {
      if (value === null) held.get(topic)?.delete(holder);
      else held.get(topic)?.add(holder);
    }
    const changed = first ? userIds : userIds.filter((id) => changes.some(({ topic }) => topic === presenceTopic(id)));
    first = false;
    // Whom one may know, and who wants to be seen, is asked each time: nothing is told on old rights.
    for (const { lastSeen, settings, blocksMade, ...person } of await known(context, changed)) {
      const isShown = settings?.presenceVisible !== false && blocksMade.length === 0;
      const holders = [...(held.get(presenceTopic(person.id)) ?? [])].map((holder) => ({ holder }));
      const status = isShown ? statusOf(holders) : 'OFFLINE';
      if (before.get(person.id) === status) continue;
      before.set(person.id, status);
      yield { person, status, lastSeenAt: isShown && status === 'OFFLINE' ? (lastSeen?.at ?? null) : null };
    }
  }
}

/** Of these people, those that whoever asks may know of now. */
function known(context: Context, userIds: readonly string[]) {
  const me = userOf(context);
  return context.app.database.prisma.user.findMany({
    where: { id: { in: [...userIds] }, AND: [visibleUsers(me)] },
    include: {
      settings: { select: { presenceVisible: true } },
      lastSeen: true,
      blocksMade: { where: { blockedId: me.id }, select: { blockedId: true } },
    },
  });
}
