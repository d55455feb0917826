import type { Logger } from 'pino';
import type { Database } from '../database/client.js';
import { afterCommit, type Transaction } from '../database/transaction.js';
import type { Drain } from '../drain.js';
import { system } from '../realtime/event.js';
import { type ReactedEvent, startReactions } from '../realtime/reactions.js';
import { applyChange } from './change-notifications.js';
import type { Channel } from './channels/channel.js';
import { lockCounts } from './counts.js';
import type { Notice, Rule, Settled } from './rule.js';
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
    const settled: Settled[] = [];
    for (const event of onlyTheLast(events))
      for (const rule of rulesOf.get(event.type) ?? []) {
        const made = await rule.notices(tx, event);
        notices.push(...made.notices);
        invitations.push(...made.mails.map(({ invitationId }) => invitationId));
        settled.push(...made.settled);
      }
    await settle(tx, settled, notices);
    const mails = channels.some(({ name }) => name === 'EMAIL') ? invitations : [];
    await tx.delivery.createMany({
      data: mails.map((invitationId) => ({ channel: 'EMAIL' as const, invitationId })),
    });
    const count = await writeNotices(tx, channels, notices);
    if (count + mails.length > 0) afterCommit(tx, queued);
  });

async function settle(tx: Transaction, settled: readonly Settled[], notices: readonly Notice[]): Promise<void> {
  if (settled.length === 0) return;
  // Everybody whose counts this transaction may change, in one order, so that nobody waits in a circle.
  await lockCounts(tx, [...new Set([...settled.map(({ userId }) => userId), ...notices.flatMap(({ to }) => to)])]);
  for (const { userId, type, subjectId } of settled)
    await applyChange(tx, system, userId, 'markNotificationsRead', { type, subjectId });
}

function onlyTheLast(events: readonly ReactedEvent[]): ReactedEvent[] {
  const last = new Map<string, ReactedEvent>();
  for (const event of events) {
    const names = (rulesOf.get(event.type) ?? []).map((rule) => rule.lastOf?.(event) ?? event.id);
    last.set(`${event.type} ${names.join(' ')}`, event);
  }
  return [...last.values()];
}
