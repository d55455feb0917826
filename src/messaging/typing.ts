import { User } from '../accounts/user.js';
import { keyOf, type UserActor } from '../actor.js';
import type { App } from '../app.js';
import { actorOf, userOf } from '../context.js';
import type { User as Person } from '../generated/prisma/client.js';
import { followLeases } from '../realtime/leases/follow.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { whileAllowed } from '../schema/while-allowed.js';
import { blockedPeople } from './blocked-people.js';
import { Conversation } from './conversation.js';
import { conversationFor } from './conversation-access.js';
import { setTyping } from './set-typing.js';
import { typingText } from './typing-text.js';
import { typingTopic } from './typists.js';

const Typing = builder.objectRef<{ people: Person[] }>('Typing').implement({
  description: 'Who is typing in a conversation at this moment, besides me.',
  fields: (t) => ({
    users: t.field({ type: [User], description: 'Who.', resolve: ({ people }) => people }),
    text: t.string({
      description: 'The same as a sentence: “Ana is typing…”. Empty when nobody is.',
      resolve: ({ people }) => typingText(people.map(({ name }) => name)),
    }),
  }),
});

builder.subscriptionField('typing', (t) =>
  t.field({
    type: Typing,
    description:
      'Who is typing in a conversation: first as it is, then each change. At most once and not kept: what is missed is over.',
    args: {
      conversationId: t.arg.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    },
    subscribe: (_root, { conversationId: { id } }, context) => {
      const { prisma } = context.app.database;
      return whileAllowed(
        context,
        {
          operation: 'typing',
          stream: streamOf.conversation(id),
          subject: async () => (await conversationFor(prisma, actorOf(context), id)).about,
        },
        (signal) => typers(context.app, userOf(context), id, signal),
      );
    },
    resolve: (typing) => typing,
  }),
);

async function* typers({ database, leases }: App, me: UserActor, conversationId: string, signal: AbortSignal) {
  const typing = new Set<string>();
  let before: string | undefined;
  for await (const changes of followLeases(leases, [typingTopic(conversationId)], signal)) {
    for (const { holder, value } of changes) {
      if (value === null) typing.delete(holder);
      else typing.add(holder);
    }
    const blocked = await blockedPeople(database.prisma, me);
    const ids = [...typing].filter((id) => id !== me.id && !blocked.has(keyOf.user(id))).sort();
    if (ids.join() === before) continue;
    before = ids.join();
    const people = await database.prisma.user.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
    yield { people };
  }
}

mutation('setTyping', {
  description:
    'Says that you are typing. Say it again while you are: two seconds after the last time it is over by itself, and at once when you send or your socket ends.',
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where.' }),
    typing: t.boolean({ required: true, description: 'False: you have stopped.' }),
  }),
  run: (context, { conversationId, typing }) => setTyping(context, { conversationId: conversationId.id, typing }),
  payload: (t) => ({
    conversationId: t.globalID({
      nullable: true,
      description: 'The id of the conversation.',
      resolve: ({ answer }) => answer && { type: Conversation, id: answer.conversationId },
    }),
  }),
});
