import { viewerFeed } from '../accounts/feeds.js';
import { User } from '../accounts/user.js';
import { propertyFeed } from '../properties/feeds.js';
import { builder } from '../schema/builder.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { mutation } from '../schema/mutation.js';
import { assignConversation } from './assign-conversation.js';
import { Conversation } from './conversation.js';
import { changedConversation, conversationField } from './conversation-fields.js';
import { conversationAssigned, conversationLabelled } from './inbox-events.js';
import { labelConversation } from './label-conversation.js';
import { noteFeed } from './note-feed.js';
import { labelRules } from './rules.js';

builder.prismaObjectField(Conversation, 'labels', (t) =>
  t.exposeStringList('labels', {
    nullable: true,
    description: 'What colleagues have called it. Null, with FORBIDDEN, for those who do not work there.',
    authScopes: ({ propertyId }) => ({ at: { operation: 'Conversation.labels', propertyId } }),
  }),
);

mutation('assignConversation', {
  description: 'Makes somebody of the property take care of a conversation. Its guests see nothing of it.',
  idempotent: true,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    assigneeId: t.globalID({ for: User, description: 'Who works there. Null or left out: nobody.' }),
  }),
  run: (context, { conversationId, assigneeId }) =>
    assignConversation(context, { conversationId: conversationId.id, assigneeId: assigneeId?.id ?? null }),
  payload: (t) => ({
    conversation: changedConversation(t),
  }),
});

mutation('labelConversation', {
  description: 'Gives a conversation these labels and no others. Its guests see nothing of them.',
  rules: labelRules,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    labels: t.stringList({ required: true, description: 'At most 20 labels of 1 to 40 characters.' }),
  }),
  run: (context, { conversationId, labels }) =>
    labelConversation(context, { conversationId: conversationId.id, labels }),
  payload: (t) => ({
    conversation: changedConversation(t),
  }),
});

eventType(conversationAssigned, [propertyFeed, noteFeed, viewerFeed], (t) => ({
  conversation: conversationField(t),
  from: personField(t, 'from', 'Who took care of it.'),
  to: personField(t, 'to', 'Who does from there on.'),
}));

eventType(conversationLabelled, [propertyFeed, noteFeed], (t) => ({
  conversation: conversationField(t),
  labels: t.stringList({ description: 'Its labels from there on.', resolve: ({ event }) => event.payload.labels }),
}));

function personField<Name extends 'from' | 'to', Payload extends Record<Name, string | null>>(
  t: EventFieldBuilder<Payload>,
  name: Name,
  description: string,
) {
  return t.prismaField({
    type: User,
    nullable: true,
    description: `${description} Null: nobody.`,
    resolve: (query, { event }, _args, { app }) => {
      const id: string | null = event.payload[name];
      return id === null ? null : app.database.prisma.user.findUnique({ ...query, where: { id } });
    },
  });
}
