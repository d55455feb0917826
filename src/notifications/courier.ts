import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../app.js';
import { databaseTime } from '../database/database-time.js';
import { type Drain, startDrain } from '../drain.js';
import type { DeliveryStatus } from '../generated/prisma/enums.js';
import { type Channel, DeliveryProblem } from './channels/channel.js';
import { type DeliveryRow, loadDeliveries, parcelOf, uselessBecause } from './parcel.js';

const pageSize = 20;
/** Longer than any channel takes: whoever has not marked a delivery by then has died. */
const claimSeconds = 120;
const mostAttempts = 8;
const patienceMs = 8_000;
const firstRetryMs = 10_000;
const longestRetryMs = 3_600_000;

/**
 * Sends what is due, on each node: what one has claimed, the others leave alone until its time is up. **At least once**:
 * a node that dies between the sending and its mark leaves the delivery to another, which sends it again with the same id.
 */
export function startCourier(app: Pick<App, 'config' | 'database' | 'log'>, channels: readonly Channel[]): Drain {
  const { database, log } = app;
  const channelOf = new Map(channels.map((channel) => [channel.name as string, channel]));

  const deliver = async (delivery: DeliveryRow, claim: string): Promise<void> => {
    const useless = await uselessBecause(database, delivery);
    if (useless !== null) return mark(delivery, claim, { status: 'SKIPPED', problem: useless });
    const { channel, attempts } = delivery;
    try {
      const way = channelOf.get(channel);
      if (way === undefined) throw new DeliveryProblem('CHANNEL_OFF', { final: true });
      await way.send(await parcelOf(app, delivery));
      await mark(delivery, claim, { status: 'SENT', problem: null, sentAt: new Date() });
    } catch (error) {
      // Whatever else went wrong may have an address or a text in its message.
      const problem = error instanceof DeliveryProblem ? error : new DeliveryProblem('UNEXPECTED');
      const dead = problem.options.final === true || attempts >= mostAttempts;
      log.warn({ deliveryId: delivery.id, channel, attempts, problem: problem.code, dead }, 'Not delivered');
      await mark(delivery, claim, {
        status: dead ? 'DEAD' : 'WAITING',
        problem: problem.code,
        ...(!dead && { dueAt: await inMs(Math.max(waitMs(attempts), problem.options.retryAfterMs ?? 0)) }),
      });
    }
  };

  const inMs = async (ms: number) => new Date((await databaseTime(database.prisma)).getTime() + ms);

  const mark = async (
    { id }: DeliveryRow,
    claim: string,
    data: { status: DeliveryStatus; problem: string | null; sentAt?: Date; dueAt?: Date },
  ) => {
    // Who was given up for dead meanwhile has nothing to say any more.
    await database.prisma.delivery.updateMany({ where: { id, claim }, data: { ...data, claim: null } });
  };

  const drain = startDrain({
    log,
    name: 'courier',
    async run() {
      const claim = randomUUID();
      const rows = await database.query<{ id: string }>(
        `UPDATE delivery SET status = 'SENDING', attempts = attempts + 1, claim = $1::uuid,
           due_at = now() + make_interval(secs => ${claimSeconds})
         WHERE id IN (
           SELECT id FROM delivery WHERE status IN ('WAITING', 'SENDING') AND due_at <= now()
           ORDER BY due_at LIMIT ${pageSize} FOR UPDATE SKIP LOCKED)
         RETURNING id::text AS id`,
        [claim],
      );
      if (rows.length === 0) return false;
      const deliveries = await loadDeliveries(
        database,
        rows.map(({ id }) => id),
      );
      await Promise.all(deliveries.map((delivery) => deliver(delivery, claim)));
      return rows.length === pageSize;
    },
  });
  return {
    nudge: drain.nudge,
    // Who does not answer until then is left to whoever finds the claim, after its time.
    close: () => Promise.race([drain.close(), wait(patienceMs, undefined, { ref: false })]),
  };
}

/** 10 s, 30 s, 90 s … an hour, each a little different, so that those who failed together do not come back together. */
const waitMs = (attempts: number) =>
  Math.min(longestRetryMs, firstRetryMs * 3 ** (attempts - 1)) * (0.75 + Math.random() / 2);
