import { User } from '../accounts/user.js';
import { mutation } from '../schema/mutation.js';
import './stats.js';
import './connection-list.js';
import { disconnect } from './disconnect.js';

mutation('disconnect', {
  description:
    'Ends connections on all nodes: of a person, of a session, a single one, or one subscription. Their clients may come back and go on where they were; to keep somebody out, end their sessions or disable them. For platform admins.',
  input: (t) => ({
    userId: t.globalID({ for: User, description: 'All connections of this person.' }),
    sessionId: t.id({ description: 'All connections of this session: `LiveConnection.sessionId`.' }),
    connectionId: t.id({ description: 'This connection.' }),
    subscriptionId: t.id({ description: 'This subscription alone: its connection stays.' }),
  }),
  run: (context, { userId, sessionId, connectionId, subscriptionId }) =>
    disconnect(context, {
      userId: userId?.id,
      sessionId: given(sessionId),
      connectionId: given(connectionId),
      subscriptionId: given(subscriptionId),
    }),
  payload: (t) => ({
    ended: t.int({
      nullable: true,
      description: 'How many connections, or subscriptions, that ended.',
      resolve: ({ answer }) => answer?.ended ?? null,
    }),
    complete: t.boolean({
      nullable: true,
      description: 'False when a node did not answer within a second, or Redis is down: what is open there may go on.',
      resolve: ({ answer }) => answer?.complete ?? null,
    }),
  }),
});

const given = (id: string | null | undefined): string | undefined => id ?? undefined;
