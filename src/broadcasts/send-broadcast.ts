import { z } from 'zod';
import type { App } from '../app.js';
import { transact } from '../database/transaction.js';
import { defineJob } from '../jobs/job.js';
import { append } from '../realtime/append.js';
import { streamOf } from '../realtime/streams.js';
import { eventTriggered } from './events.js';

/** So many people in one transaction: their streams are locked until it commits. */
const page = 500;

/** Brings an event to everybody whom it is for, each once, however often it is begun again. */
export const sendBroadcast = defineJob({
  name: 'send-broadcast',
  payload: z.object({ broadcastId: z.uuid() }),
  run: async (app, { broadcastId }) => {
    while (await sendPage(app, broadcastId));
  },
});

/** Answers whether there may be more. */
function sendPage({ database }: Pick<App, 'database'>, id: string): Promise<boolean> {
  return transact(database, async (tx) => {
    // Whoever else is at it, after a job was given to a second worker, waits here and goes on behind.
    await tx.$queryRaw`SELECT 1 FROM broadcast WHERE id = ${id}::uuid FOR UPDATE`;
    const broadcast = await tx.broadcast.findUnique({ where: { id, finishedAt: null } });
    if (broadcast === null) return false;
    const people = await tx.user.findMany({
      where: {
        status: 'ACTIVE',
        role: { in: broadcast.roles },
        id: { notIn: broadcast.exceptIds, ...(broadcast.doneTo !== null && { gt: broadcast.doneTo }) },
        // Who came later was not meant.
        createdAt: { lte: broadcast.createdAt },
      },
      orderBy: { id: 'asc' },
      take: page,
      select: { id: true },
    });
    const last = people.at(-1);
    const finished = people.length < page;
    await tx.broadcast.update({
      where: { id },
      data: { ...(last !== undefined && { doneTo: last.id }), ...(finished && { finishedAt: new Date() }) },
    });
    const streams = people.map((person) => streamOf.user(person.id));
    const event = eventTriggered({ key: broadcast.actor }, eventTriggered.payload.parse(broadcast.payload), streams);
    // Who sent it answers for it once.
    append(tx, { ...event, id, audited: false });
    return !finished;
  });
}
