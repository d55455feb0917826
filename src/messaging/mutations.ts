import { User } from '../accounts/user.js';
import { Property } from '../properties/property.js';
import { mutation } from '../schema/mutation.js';
import { addParticipants } from './add-participants.js';
import { Conversation } from './conversation.js';
import { changedConversation } from './conversation-fields.js';
import { ConversationKind, ConversationStatus } from './enums.js';
import { joinConversation } from './join-conversation.js';
import { leaveConversation } from './leave-conversation.js';
import { muteConversation } from './mute-conversation.js';
import { removeParticipant } from './remove-participant.js';
import { conversationChangeRules, newConversationRules, newParticipantRules } from './rules.js';
import { setConversationStatus } from './set-conversation-status.js';
import { startConversation } from './start-conversation.js';
import { updateConversation } from './update-conversation.js';

mutation('startConversation', {
  description:
    'Starts a conversation in which you take part. Guests write to a property by GUEST_STAFF, and to each other by GUEST_GUEST, when they have each other’s id and neither has blocked the other.',
  idempotent: true,
  rules: newConversationRules,
  input: (t) => ({
    kind: t.field({ type: ConversationKind, required: true, description: 'Who talks with whom.' }),
    subject: t.string({ description: 'What it is about: at most 200 characters. A room needs it for its name.' }),
    participantIds: t.globalIDList({ for: User, description: 'With whom, besides you: at most 100 people.' }),
    propertyId: t.globalID({ for: Property, description: 'At which property.' }),
  }),
  run: (context, { participantIds, propertyId, ...input }) =>
    startConversation(context, {
      ...input,
      propertyId: propertyId?.id ?? null,
      participantIds: (participantIds ?? []).map(({ id }) => id),
    }),
  payload: (t) => ({
    conversation: changedConversation(t, 'The new conversation.'),
  }),
});

mutation('updateConversation', {
  description: 'Changes what a conversation is about.',
  versioned: true,
  rules: conversationChangeRules,
  input: (t) => ({
    id: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    subject: t.string({ description: 'What it is about. Null takes it away.' }),
  }),
  run: (context, { id, ...change }) => updateConversation(context, { ...change, conversationId: id.id }),
  payload: (t) => ({
    conversation: changedConversation(t),
  }),
});

mutation('setConversationStatus', {
  description: 'Closes a conversation, puts it away, lets it sleep or opens it again: one of its `allowedTransitions`.',
  idempotent: true,
  versioned: true,
  input: (t) => ({
    id: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    status: t.field({ type: ConversationStatus, required: true, description: 'What it shall be.' }),
    snoozedUntil: t.field({ type: 'DateTime', description: 'For SNOOZED, and needed there: when it wakes up.' }),
  }),
  run: (context, { id, ...change }) => setConversationStatus(context, { ...change, conversationId: id.id }),
  payload: (t) => ({
    conversation: changedConversation(t),
  }),
});

mutation('joinConversation', {
  description: 'Takes part in a room, or in a conversation of a property where you work.',
  idempotent: true,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
  }),
  run: (context, { conversationId: { id } }) => joinConversation(context, id),
  payload: (t) => ({
    conversation: changedConversation(t, 'The conversation.'),
  }),
});

mutation('leaveConversation', {
  description: 'Takes part no longer. Its feed ends at once, on all your devices.',
  idempotent: true,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
  }),
  run: (context, { conversationId: { id } }) => leaveConversation(context, id),
  payload: (t) => ({
    leftConversationId: t.globalID({
      nullable: true,
      description: 'The id of the conversation.',
      resolve: ({ answer }) => answer && { type: Conversation, id: answer.conversationId },
    }),
  }),
});

mutation('addParticipants', {
  description: 'Lets people take part from now on. What was written before is there for them to read.',
  idempotent: true,
  rules: newParticipantRules,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where.' }),
    userIds: t.globalIDList({ for: User, required: true, description: 'Whom: at most 100 people at once.' }),
  }),
  run: (context, { conversationId, userIds }) =>
    addParticipants(context, { conversationId: conversationId.id, userIds: userIds.map(({ id }) => id) }),
  payload: (t) => ({
    conversation: changedConversation(t),
  }),
});

mutation('removeParticipant', {
  description: 'Ends that somebody takes part. Their feed of it ends at that very event.',
  idempotent: true,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where.' }),
    userId: t.globalID({ for: User, required: true, description: 'Whom.' }),
  }),
  run: (context, { conversationId, userId }) =>
    removeParticipant(context, { conversationId: conversationId.id, userId: userId.id }),
  payload: (t) => ({
    removedUserId: t.globalID({
      nullable: true,
      description: 'The id of the person.',
      resolve: ({ answer }) => answer && { type: User, id: answer.userId },
    }),
    conversation: changedConversation(t, 'The conversation as it is now. Null when you removed yourself.'),
  }),
});

mutation('muteConversation', {
  description: 'Nothing of a conversation makes itself heard, until a time or until you take it back.',
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
    muted: t.boolean({ required: true, description: 'Whether it shall be quiet.' }),
    until: t.field({ type: 'DateTime', description: 'Until when. Left out: until you take it back.' }),
  }),
  run: (context, { conversationId, ...input }) =>
    muteConversation(context, { ...input, conversationId: conversationId.id }),
  payload: (t) => ({
    conversation: changedConversation(t, 'The conversation.'),
  }),
});
