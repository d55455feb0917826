import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import type { Notification, Prisma } from '../generated/prisma/client.js';
import type { NotificationChannel } from '../generated/prisma/enums.js';
import { append } from '../realtime/append.js';
import { type EventActor, type NewEvent, system } from '../realtime/event.js';
import type { Channel } from './channels/channel.js';
import { addToCounts, type Counts } from './counts.js';
import { isDefault } from './defaults.js';
import { notificationCreated } from './events.js';
import { endOfQuiet } from './quiet-hours.js';
import type { Notice } from './rule.js';

/**
 * Tells people, each once for each cause: what they were told before, they are not told again, by whichever channel.
 * Whatever goes out of the house is queued with the same transaction. Answers how many deliveries there are.
 */
export async function writeNotices(
  tx: Transaction,
  channels: readonly Channel[],
  notices: readonly Notice[],
): Promise<number> {
  const wanted = notices.flatMap((notice) =>
    [...new Set(notice.to)]
      .filter((userId) => notice.alsoToActor === true || userId !== notice.actorId)
      .map((userId) => ({ userId, notice })),
  );
  const people = await peopleOf(tx, [...new Set(wanted.map(({ userId }) => userId))]);
  if (people.size === 0) return 0;
  const now = await databaseTime(tx);
  const rows = wanted.flatMap(({ userId, notice }) => {
    const person = people.get(userId);
    return person === undefined ? [] : [rowOf(notice, person, now)];
  });
  // In one order everywhere, so that nobody waits in a circle.
  rows.sort((a, b) => (a.userId + a.dedupeKey < b.userId + b.dedupeKey ? -1 : 1));
  const written = await tx.notification.createManyAndReturn({ data: rows, skipDuplicates: true });
  await tellApps(tx, written);
  note(tx, wanted, written);
  return queue(tx, channels, written, people, now);
}

const personFields = {
  id: true,
  settings: { select: { timeZone: true } },
  notificationSettings: true,
  notificationPreferences: { select: { type: true, channel: true, enabled: true } },
} as const satisfies Prisma.UserSelect;

type Person = Prisma.UserGetPayload<{ select: typeof personFields }>;

async function peopleOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, Person>> {
  const people = await tx.user.findMany({ where: { id: { in: [...ids] }, status: 'ACTIVE' }, select: personFields });
  return new Map(people.map((person) => [person.id, person]));
}

const wants = (person: Person, type: Notice['type'], channel: NotificationChannel): boolean =>
  person.notificationPreferences.find((own) => own.type === type && own.channel === channel)?.enabled ??
  isDefault(type, channel);

function rowOf(notice: Notice, person: Person, now: Date) {
  const { type, priority, text, values, subject, propertyId, actorId, key: dedupeKey } = notice;
  return {
    userId: person.id,
    type,
    priority,
    text,
    values,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    propertyId,
    actorId,
    dedupeKey,
    shown: wants(person, type, 'IN_APP'),
    overrodeQuiet: overrides(person, priority) && quietOf(person, now) !== null,
    createdAt: now,
  };
}

const overrides = (person: Person, priority: Notice['priority']): boolean =>
  priority === 'CRITICAL' && (person.notificationSettings?.criticalOverrides ?? true);

/** MUTED, or until when it is quiet for them. Null: it is not. */
function quietOf({ settings, notificationSettings: own }: Person, now: Date): 'MUTED' | Date | null {
  if (own === null) return null;
  if (own.mutedUntil !== null && own.mutedUntil > now) return 'MUTED';
  if (own.quietFrom === null || own.quietTo === null) return null;
  return endOfQuiet(now, settings?.timeZone ?? 'UTC', own.quietFrom, own.quietTo);
}

/** The counts in each event are those of just then, though several are written at once. */
async function tellApps(tx: Transaction, written: readonly Notification[]): Promise<void> {
  const shown = written.filter((row) => row.shown);
  const added = new Map<string, number>();
  for (const { userId } of shown) added.set(userId, (added.get(userId) ?? 0) + 1);
  const totals = await addToCounts(
    tx,
    new Map([...added].map(([userId, count]): [string, Counts] => [userId, { unread: count, unseen: count }])),
  );
  const events: NewEvent[] = [];
  for (const { id: notificationId, userId, actorId } of shown) {
    const later = (added.get(userId) ?? 1) - 1;
    added.set(userId, later);
    const { unread = 0, unseen = 0 } = totals.get(userId) ?? {};
    const actor: EventActor = actorId === null ? system : { key: `user:${actorId}` };
    events.push(notificationCreated(actor, { userId, notificationId, unread: unread - later, unseen: unseen - later }));
  }
  append(tx, ...events);
}

/** Of those who were told just now alone: a cause that comes again is noted once. */
function note(
  tx: Transaction,
  wanted: ReadonlyArray<{ userId: string; notice: Notice }>,
  written: readonly Notification[],
) {
  const notices = new Map(wanted.map(({ userId, notice }) => [`${userId} ${notice.key}`, notice]));
  for (const { id: notificationId, userId, dedupeKey } of written) {
    const event = notices.get(`${userId} ${dedupeKey}`)?.noted?.({ userId, notificationId });
    if (event !== undefined) append(tx, event);
  }
}

async function queue(
  tx: Transaction,
  channels: readonly Channel[],
  written: readonly Notification[],
  people: ReadonlyMap<string, Person>,
  now: Date,
): Promise<number> {
  const deliveries: Prisma.DeliveryCreateManyInput[] = [];
  for (const { name: channel, targetsOf } of channels) {
    const due = written.flatMap((row) => {
      const person = people.get(row.userId);
      if (person === undefined || !wants(person, row.type, channel)) return [];
      const quiet = overrides(person, row.priority) ? null : quietOf(person, now);
      return quiet === 'MUTED' ? [] : [{ row, dueAt: quiet ?? now }];
    });
    if (due.length === 0) continue;
    const targets = await targetsOf(tx, [...new Set(due.map(({ row }) => row.userId))]);
    for (const { row, dueAt } of due)
      for (const target of targets.get(row.userId) ?? [])
        deliveries.push({ channel, notificationId: row.id, userId: row.userId, target, dueAt });
  }
  await tx.delivery.createMany({ data: deliveries });
  return deliveries.length;
}
