import { addDays, addMinutes, dayOf, instantOrNext } from '../bookings/local-time.js';
import { actorOf, type Context } from '../context.js';
import { databaseTime } from '../database/database-time.js';
import type { Transaction } from '../database/transaction.js';
import { Fault, Refusal } from '../errors.js';
import type { Provider } from '../generated/prisma/client.js';
import type { ProviderStatus } from '../generated/prisma/enums.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { type EventActor, system } from '../realtime/event.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { tellAvailability } from './affected-offerings.js';
import { providerStatusChanged } from './events.js';
import { takeStatusTime } from './provider-time.js';

export interface StatusWanted {
  providerId: string;
  status: ProviderStatus;
  reason?: string | null | undefined;
  until?: Date | null | undefined;
  expectedVersion?: number | null | undefined;
}

const busyMinutes = 60;
const longestDays = 366;

/** What is booked of their time stays booked; the rest of it, until then, cannot be. All in one transaction. */
export async function setProviderStatus(context: Context, input: StatusWanted): Promise<{ providerId: string }> {
  const actor = actorOf(context);
  const { providerId } = input;
  return write(context, async (tx) => {
    const provider = await lockProvider(tx, providerId);
    const { propertyId, userId } = provider;
    authorize(actor, 'setProviderStatus', { propertyId, ownerIds: userId === null ? [] : [userId] });
    refuseOtherVersion(input.expectedVersion, provider.version);
    await takeStatus(tx, actor, provider, input);
    return { providerId };
  });
}

/** For whoever may, of somebody who is locked. Nothing is written, and nobody told, when nothing is different. */
export async function takeStatus(
  tx: Transaction,
  actor: EventActor,
  provider: LockedProvider,
  { status, ...input }: Pick<StatusWanted, 'status' | 'reason' | 'until'>,
): Promise<void> {
  const now = await databaseTime(tx);
  const until = status === 'AVAILABLE' ? null : (input.until ?? usualUntil(status, provider.property.timeZone, now));
  if (until !== null && (until <= now || until > addMinutes(now, longestDays * 1_440)))
    throw new Refusal('INVALID_INPUT', {
      field: 'until',
      message: `Until some time in the next ${longestDays} days.`,
    });
  const reason = input.reason || null;
  const isSame = status === provider.status && reason === provider.statusReason;
  if (isSame && (input.until == null || status === 'AVAILABLE')) return;
  await changeStatus(tx, actor, provider, { status, reason, until });
}

/** Those whose time is over are there again. Answers how many there were. */
export async function endStatuses(tx: Transaction): Promise<number> {
  const due = await tx.$queryRaw<Array<{ id: string }>>`
    SELECT id::text AS id FROM provider WHERE status_until <= now() ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`;
  for (const { id } of due)
    await changeStatus(tx, system, await lockProvider(tx, id), { status: 'AVAILABLE', reason: null, until: null });
  return due.length;
}

async function changeStatus(
  tx: Transaction,
  actor: EventActor,
  provider: Provider,
  { status, reason, until }: { status: ProviderStatus; reason: string | null; until: Date | null },
): Promise<void> {
  const { id: providerId, propertyId, userId, kind } = provider;
  const { version } = await tx.provider.update({
    where: { id: providerId },
    data: { status, statusReason: reason, statusUntil: until, version: { increment: 1 } },
    select: { version: true },
  });
  await takeStatusTime(tx, providerId, until);
  append(
    tx,
    providerStatusChanged(actor, {
      propertyId,
      providerId,
      userId,
      from: provider.status,
      to: status,
      reason,
      until: until?.toISOString() ?? null,
      version,
    }),
  );
  const times = [until, provider.statusUntil].flatMap((time) => time?.getTime() ?? []);
  const [from, to] = [await databaseTime(tx), new Date(Math.max(...times, 0))];
  if (to > from) await tellAvailability(tx, { propertyId, kind }, { from, to });
}

export type LockedProvider = Awaited<ReturnType<typeof lockProvider>>;

export async function lockProvider(tx: Transaction, id: string) {
  await tx.$executeRaw`SELECT 1 FROM provider WHERE id = ${id}::uuid FOR UPDATE`;
  const provider = await tx.provider.findUnique({ where: { id }, include: { property: true } });
  if (provider === null) throw new Fault('NOT_FOUND');
  return provider;
}

/** Busy for an hour; else for the rest of the day, where they are. */
function usualUntil(status: ProviderStatus, timeZone: string, now: Date): Date {
  if (status === 'BUSY') return addMinutes(now, busyMinutes);
  return instantOrNext(`${addDays(dayOf(now, timeZone), 1)}T00:00`, timeZone);
}
