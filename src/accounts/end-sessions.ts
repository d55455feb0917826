import type { Transaction } from '../database/transaction.js';
import type { Prisma } from '../generated/prisma/client.js';
import { append } from '../realtime/append.js';
import type { EventActor } from '../realtime/event.js';
import { accessChanged, sessionEnded, type sessionEndReasons } from './events.js';

/** Ends those sessions of a person that are open still, and with them whatever runs in them. Answers how many. */
export async function endSessions(
  tx: Transaction,
  actor: EventActor,
  userId: string,
  reason: (typeof sessionEndReasons)[number],
  which: Pick<Prisma.SessionWhereInput, 'id'> = {},
): Promise<number> {
  const ended = await tx.session.updateManyAndReturn({
    where: { ...which, userId, endedAt: null },
    data: { endedAt: new Date(), endReason: reason },
    select: { id: true },
  });
  if (ended.length === 0) return 0;
  append(
    tx,
    ...ended.map(({ id }) => sessionEnded(actor, { userId, sessionId: id, reason })),
    accessChanged(actor, { userId, reason: 'SESSION_ENDED' }),
  );
  return ended.length;
}
