import { randomUUID } from 'node:crypto';
import type { App } from '../app.js';
import type { Message } from '../generated/prisma/client.js';
import { presenceTopic, statusOf } from '../presence/presences.js';
import { system } from '../realtime/event.js';

interface Rules {
  /** The answer to words of the message, by a rule of the property. */
  answer: string | null;
  away_message: string | null;
  answered_lately: boolean;
  member_ids: string[];
}

/**
 * Answers a guest by the rules of the property: what is said to their words, or else that nobody is there, at most every
 * four hours. Once for each message, on whichever node. At most once: a node that dies meanwhile leaves it unanswered.
 */
export async function autoReply(app: App, { id, conversationId, body }: Message): Promise<void> {
  const [rules] = await app.database.query<Rules>(statement, [conversationId, body]);
  if (rules === undefined) return;
  const text = rules.answer ?? ((await isAlone(app, rules)) ? rules.away_message : null);
  if (text === null) return;
  await app.sends.send({
    id: randomUUID(),
    eventId: randomUUID(),
    conversationId,
    senderId: null,
    senderKind: 'BOT',
    type: 'AUTOMATED',
    priority: 'NORMAL',
    body: text,
    clientMessageId: `answer ${id}`,
    replyToId: null,
    threadRootId: null,
    forwardedFromId: null,
    mentionIds: [],
    attachmentIds: [],
    actor: system.key,
  });
}

/** Nobody of the property is online. While nobody can say, somebody may be. */
async function isAlone({ leases, log }: App, rules: Rules): Promise<boolean> {
  if (rules.away_message === null || rules.answered_lately) return false;
  try {
    for (const id of rules.member_ids) if (statusOf(await leases.read(presenceTopic(id))) === 'ONLINE') return false;
    return true;
  } catch (error) {
    log.debug({ err: error }, 'Whether somebody is there is not known');
    return false;
  }
}

const statement = `
  SELECT
    (SELECT r.body FROM canned_reply r WHERE r.property_id = c.property_id AND r.keyword IS NOT NULL
      AND to_tsvector('simple', $2::text) @@ plainto_tsquery('simple', r.keyword)
      ORDER BY length(r.keyword) DESC, r.id LIMIT 1) AS answer,
    s.away_message,
    EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.sequence > c.last_sequence - 200
      AND m.type = 'AUTOMATED' AND m.created_at > now() - interval '4 hours') AS answered_lately,
    ARRAY(SELECT w.user_id::text FROM membership w WHERE w.property_id = c.property_id LIMIT 500) AS member_ids
  FROM conversation c LEFT JOIN property_settings s ON s.property_id = c.property_id
  WHERE c.id = $1::uuid AND c.kind = 'GUEST_STAFF'`;
