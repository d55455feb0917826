import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { afterCommit } from '../database/transaction.js';
import type { Drain } from '../drain.js';
import { type ReactedEvent, startReactions } from '../realtime/reactions.js';
import type { Channel } from './channels/channel.js';
import type { Notice, Rule } from './rule.js';
import { rules } from './rules.js';
import { writeNotices } from './write-notices.js';

const rulesOf = new Map<string, Rule[]>();
for (const rule of rules) rulesOf.set(rule.type, [...(rulesOf.get(rule.type) ?? []), rule]);

/**
 * Makes notifications of events by the rules, in the transaction that takes the event from the outbox: so once, whoever
 * dies in between. `queued` is called once something waits to be sent.
 */
export const startNotifier = (
  database: Database,
  log: Logger,
  channels: readonly Channel[],
  queued: () => void,
): Drain =>
  startReactions(database, log, async (tx, events) => {
    const notices: Notice[] = [];
    const invitations: string[] = [];
    for (const event of onlyTheLast(events))
      for (const rule of rulesOf.get(event.type) ?? []) {
        const made = await rule.notices(tx, event);
        notices.push(...made.notices);
        invitations.push(...made.mails.map(({ invitationId }) => invitationId));
      }
    const mails = channels.some(({ name }) => name === 'EMAIL') ? invitations : [];
    await tx.delivery.createMany({
      data: mails.map((invitationId) => ({ channel: 'EMAIL' as const, invitationId })),
    });
    const count = await writeNotices(tx, channels, notices);
    if (count + mails.length > 0) afterCommit(tx, queued);
  });

function onlyTheLast(events: readonly ReactedEvent[]): ReactedEvent[] {
  const last = new Map<string, ReactedEvent>();
  for (const event of events) {
    const names = (rulesOf.get(event.type) ?? []).map((rule) => rule.lastOf?.(event) ?? event.id);
    last.set(`${event.type} ${names.join(' ')}`, event);
  }
  return [...last.values()];
}
