import { randomUUID } from 'node:crypto';
import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import { actorOf, type Context } from '../context.js';
import { transact } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import type { Message } from '../generated/prisma/client.js';
import type { MessagePriority, SenderKind } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { addToConversation } from './add-to-conversation.js';
import { autoReply } from './auto-reply.js';
import { lockConversation } from './conversation-access.js';
import { type SendingAccess, sendingAccess } from './sending-access.js';

export interface NewMessage {
  conversationId: string;
  /** Trimmed. */
  body: string;
  clientMessageId?: string | null | undefined;
  priority?: MessagePriority | null | undefined;
  replyToId?: string | null | undefined;
  forwardedFromId?: string | null | undefined;
  mentionIds?: readonly string[] | null | undefined;
  attachmentIds?: readonly string[] | null | undefined;
}

/** Sending the same `clientMessageId` again answers the message of the first time, on whichever node. */
export async function sendInto(
  context: Context,
  operation: 'sendMessage' | 'forwardMessage',
  input: NewMessage,
): Promise<Message> {
  const actor = actorOf(context);
  const { conversationId, body } = input;
  const access = await sendingAccess(context.app.database, actor, conversationId, input.replyToId ?? null);
  authorize(actor, operation, access.about);
  refuseUnfit(access, input);
  await takeToken(context, actor);
  if (actor.kind === 'user' && access.role === null) await takePart(context, actor, conversationId);
  const id = randomUUID();
  const { outcome, message } = await context.app.sends.send({
    id,
    eventId: randomUUID(),
    conversationId,
    senderId: actor.kind === 'user' ? actor.id : null,
    senderKind: senderKindOf(actor, access),
    type: actor.kind === 'user' ? 'TEXT' : 'SYSTEM',
    priority: input.priority ?? 'NORMAL',
    body,
    clientMessageId: clientNameOf(actor, input.clientMessageId) ?? id,
    replyToId: input.replyToId ?? null,
    threadRootId: access.threadRootId,
    forwardedFromId: input.forwardedFromId ?? null,
    mentionIds: input.mentionIds ?? [],
    attachmentIds: input.attachmentIds ?? [],
    actor: actor.key,
  });
  if (outcome === 'CLOSED') throw new Refusal('CONVERSATION_CLOSED');
  if (outcome === 'UNATTACHED') throw new Refusal('ATTACHMENT_NOT_USABLE', { field: 'attachmentIds' });
  if (outcome === 'GONE' || message === null) throw new Fault('NOT_FOUND');
  if (outcome === 'EARLIER') refuseOther(message, body);
  else if (message.senderKind === 'GUEST' && access.propertyId !== null) answerSoon(context.app, message);
  if (actor.kind === 'user') context.app.typists.stopped(conversationId, actor.id);
  return message;
}

function refuseUnfit(access: SendingAccess, { replyToId }: NewMessage): void {
  if (access.isBlocked) throw new Refusal('NOT_REACHABLE');
  if (access.status === 'CLOSED') throw new Refusal('CONVERSATION_CLOSED');
  if (replyToId != null && access.threadRootId === null) throw new Fault('NOT_FOUND');
}

async function takeToken({ app }: Context, actor: Actor): Promise<void> {
  const perSecond = app.config.limits.LIMIT_SENDS_PER_SECOND;
  const { allowed, retryAfterMs } = await app.rates.take('send', actor.key, { capacity: perSecond, perSecond });
  if (!allowed) throw new Refusal('RATE_LIMITED', { retryAfterMs });
}

/** Whoever answers for a property takes part from there on. */
async function takePart({ app }: Context, actor: Actor, conversationId: string): Promise<void> {
  await transact(app.database, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    await addToConversation(tx, actor, conversation, [{ userId: actor.id, role: 'STAFF' }]);
  });
}

function senderKindOf(actor: Actor, { propertyId, role }: SendingAccess): SenderKind {
  if (actor.kind === 'serviceKey') return 'BOT';
  const worksThere = propertyId !== null && actor.memberships.has(propertyId);
  return worksThere || role === null || role === 'STAFF' ? 'STAFF' : 'GUEST';
}

/** Programs have no sender: two of them must not take each other's names. */
function clientNameOf(actor: Actor, name: string | null | undefined): string | undefined {
  if (name == null) return undefined;
  return actor.kind === 'user' ? name : `${actor.key} ${name}`;
}

/** The same name for another text is a mistake of the client. What was edited since is not compared. */
function refuseOther(message: Message, body: string): void {
  if (message.version === 1 && message.deletedAt === null && message.body !== body)
    throw new Refusal('IDEMPOTENCY_MISMATCH', {
      field: 'clientMessageId',
      message: 'This clientMessageId was used for another message. Use a new one.',
    });
}

/** Nobody waits for it. */
function answerSoon(app: App, message: Message): void {
  autoReply(app, message).catch((error: unknown) => app.log.warn({ err: error }, 'A guest was not answered by rule'));
}
