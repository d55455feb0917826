import { userField } from '../accounts/user-field.js';
import { builder } from '../schema/builder.js';
import { eventType } from '../schema/event.js';
import { mutation } from '../schema/mutation.js';
import { conversationFeed } from './feeds.js';
import { Message } from './message.js';
import { messageField } from './message-fields.js';
import { addReaction, removeReaction } from './react.js';
import { reactionAdded, reactionRemoved } from './reaction-events.js';
import { reactionRules } from './rules.js';

interface Reactions {
  emoji: string;
  userIds: string[];
}

const Reaction = builder.objectRef<Reactions>('Reaction').implement({
  description: 'What people answered a message with, without words.',
  fields: (t) => ({
    emoji: t.exposeString('emoji', { description: 'The emoji.' }),
    count: t.int({ description: 'How many people.', resolve: ({ userIds }) => userIds.length }),
    viewerReacted: t.boolean({
      description: 'Whether I am among them.',
      resolve: ({ userIds }, _args, { actor }) => actor?.kind === 'user' && userIds.includes(actor.id),
    }),
  }),
});

builder.prismaObjectField(Message, 'reactions', (t) =>
  t.field({
    type: [Reaction],
    description: 'What people answered it with, without words: the oldest first.',
    select: {
      reactions: { select: { emoji: true, userId: true }, orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }] },
    },
    resolve: ({ reactions }) => {
      const byEmoji = new Map<string, string[]>();
      for (const { emoji, userId } of reactions) byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), userId]);
      return [...byEmoji].map(([emoji, userIds]) => ({ emoji, userIds }));
    },
  }),
);

for (const definition of [reactionAdded, reactionRemoved])
  eventType(definition, [conversationFeed], (t) => ({
    message: messageField(t),
    user: userField(t),
    emoji: t.string({ description: 'The emoji.', resolve: ({ event }) => event.payload.emoji }),
  }));

for (const [name, description, run] of [
  ['addReaction', 'Reacts to a message.', addReaction],
  ['removeReaction', 'Takes a reaction back.', removeReaction],
] as const)
  mutation(name, {
    description,
    rules: reactionRules,
    input: (t) => ({
      messageId: t.globalID({ for: Message, required: true, description: 'To which message.' }),
      emoji: t.string({ required: true, description: 'One emoji.' }),
    }),
    run: (context, { messageId, emoji }) => run(context, { messageId: messageId.id, emoji }),
    payload: (t) => ({
      message: t.prismaField({
        type: Message,
        nullable: true,
        description: 'The message as it is now.',
        resolve: (query, { answer }, _args, { app }) =>
          answer && app.database.prisma.message.findUnique({ ...query, where: { id: answer.messageId } }),
      }),
    }),
  });
