import { User } from '../accounts/user.js';
import { Attachment } from '../attachments/attachment.js';
import { mutation } from '../schema/mutation.js';
import { acknowledgeDelivery } from './acknowledge-delivery.js';
import { Conversation } from './conversation.js';
import { changedConversation } from './conversation-fields.js';
import { deleteMessage } from './delete-message.js';
import { editMessage } from './edit-message.js';
import { MessagePriority } from './enums.js';
import { forwardMessage } from './forward-message.js';
import { markConversationRead } from './mark-conversation-read.js';
import { Message } from './message.js';
import { forwardingRules, messageChangeRules, newMessageRules } from './rules.js';
import { sendMessage } from './send-message.js';

mutation('sendMessage', {
  description:
    'Writes into a conversation. Done once for each `clientMessageId`, however often it is asked. Moves your own watermark: what you answer, you have read.',
  rules: newMessageRules,
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where.' }),
    body: t.string({
      required: true,
      description:
        'The text: 1 to 5,000 characters (Unicode code points), without the blanks around it. May be empty beside files.',
    }),
    clientMessageId: t.string({
      description: 'A name of yours for it, such as a UUID: 1 to 100 characters. Makes it safe to send again.',
    }),
    priority: t.field({ type: MessagePriority, description: 'How much it matters: NORMAL when left out.' }),
    replyToId: t.globalID({ for: Message, description: 'The message of the same conversation that it answers.' }),
    mentionIds: t.globalIDList({
      for: User,
      description: 'Whom it calls by name: at most 50. Those who do not take part are left out.',
    }),
    attachmentIds: t.globalIDList({
      for: Attachment,
      description: 'Its files: at most 10, of `requestUpload` for this conversation, completed and not sent yet.',
    }),
  }),
  run: (context, { conversationId, replyToId, mentionIds, attachmentIds, ...input }) =>
    sendMessage(context, {
      ...input,
      conversationId: conversationId.id,
      replyToId: replyToId?.id,
      mentionIds: mentionIds?.map(({ id }) => id),
      attachmentIds: attachmentIds?.map(({ id }) => id),
    }),
  payload: (t) => ({
    message: t.field({
      type: Message,
      nullable: true,
      description: 'The message.',
      resolve: ({ answer }) => answer?.message,
    }),
  }),
});

mutation('forwardMessage', {
  description: 'Says in another conversation what you may read in this one.',
  rules: forwardingRules,
  input: (t) => ({
    id: t.globalID({ for: Message, required: true, description: 'Which message.' }),
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Where to.' }),
    clientMessageId: t.string({ description: 'As for `sendMessage`: makes it safe to forward again.' }),
  }),
  run: (context, { id, conversationId, clientMessageId }) =>
    forwardMessage(context, { messageId: id.id, conversationId: conversationId.id, clientMessageId }),
  payload: (t) => ({
    message: t.field({
      type: Message,
      nullable: true,
      description: 'The new message.',
      resolve: ({ answer }) => answer?.message,
    }),
  }),
});

mutation('editMessage', {
  description: 'Changes the text of a message of yours. What it said before is kept for the property.',
  versioned: true,
  rules: messageChangeRules,
  input: (t) => ({
    id: t.globalID({ for: Message, required: true, description: 'Which message.' }),
    body: t.string({ required: true, description: 'What it shall say: 1 to 5,000 characters.' }),
  }),
  run: (context, { id, ...change }) => editMessage(context, { ...change, messageId: id.id }),
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

mutation('deleteMessage', {
  description: 'Takes the text of a message away, for everybody: yours, or one at a property where you work.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: Message, required: true, description: 'Which message.' }) }),
  run: (context, { id }) => deleteMessage(context, id.id),
  payload: (t) => ({
    message: t.prismaField({
      type: Message,
      nullable: true,
      description: 'What is left of it.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.message.findUnique({ ...query, where: { id: answer.messageId } }),
    }),
  }),
});

mutation('markConversationRead', {
  description:
    'Says that you have read: up to a message, a whole conversation, or everything that you take part in. It never goes back, and your other devices hear of it.',
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, description: 'Which conversation. Left out: all of them.' }),
    messageId: t.globalID({ for: Message, description: 'Up to which message of it. Left out: to its end.' }),
  }),
  run: (context, { conversationId, messageId }) =>
    markConversationRead(context, { conversationId: conversationId?.id ?? null, messageId: messageId?.id ?? null }),
  payload: (t) => ({
    conversation: changedConversation(t, 'The conversation. Null when it was about all of them.'),
  }),
});

mutation('acknowledgeDelivery', {
  description: 'Says that a message, and everything before it, has arrived on a device of yours.',
  input: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'In which conversation.' }),
    messageId: t.globalID({ for: Message, required: true, description: 'The newest message that is there.' }),
  }),
  run: (context, { conversationId, messageId }) =>
    acknowledgeDelivery(context, { conversationId: conversationId.id, messageId: messageId.id }),
  payload: (t) => ({
    conversation: changedConversation(t, 'The conversation.'),
  }),
});
