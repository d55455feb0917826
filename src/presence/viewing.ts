import { User } from '../accounts/user.js';
import type { App } from '../app.js';
import { actorOf } from '../context.js';
import { Fault } from '../errors.js';
import type { User as Person } from '../generated/prisma/client.js';
import { conversationFor } from '../messaging/conversation-access.js';
import { followLeases } from '../realtime/leases/follow.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { whileAllowed } from '../schema/while-allowed.js';
import { viewingTopic } from './set-viewing.js';

/** What can be looked at. Throws NOT_FOUND for anything else, as for what one may not see. */
export function viewedConversation({ typename, id }: { typename: string; id: string }): string {
  if (typename !== 'Conversation') throw new Fault('NOT_FOUND');
  return id;
}

const Viewing = builder.objectRef<{ people: Person[] }>('Viewing').implement({
  description: 'Who looks at something at this moment.',
  fields: (t) => ({
    users: t.field({ type: [User], description: 'Who, myself included.', resolve: ({ people }) => people }),
  }),
});

builder.subscriptionField('viewing', (t) =>
  t.field({
    type: Viewing,
    description:
      'Which colleagues look at a conversation: first as it is, then each change. At most once and not kept.',
    args: { nodeId: t.arg.globalID({ required: true, description: 'At what: the id of a conversation.' }) },
    subscribe: (_root, { nodeId }, context) => {
      const id = viewedConversation(nodeId);
      const { prisma } = context.app.database;
      return whileAllowed(
        context,
        {
          operation: 'viewing',
          stream: streamOf.conversation(id),
          subject: async () => (await conversationFor(prisma, actorOf(context), id)).about,
        },
        (signal) => viewers(context.app, id, signal),
      );
    },
    resolve: (viewing) => viewing,
  }),
);

async function* viewers({ database, leases }: App, conversationId: string, signal: AbortSignal) {
  /** By window, since somebody may look in several. */
  const windows = new Map<string, string>();
  for await (const changes of followLeases(leases, [viewingTopic(conversationId)], signal)) {
    for (const { holder, value } of changes) {
      if (value === null) windows.delete(holder);
      else windows.set(holder, value);
    }
    const ids = new Set(windows.values());
    const people = await database.prisma.user.findMany({ where: { id: { in: [...ids] } }, orderBy: { name: 'asc' } });
    yield { people };
  }
}
