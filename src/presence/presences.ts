import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { UserActor } from '../actor.js';
import type { Database } from '../database/client.js';
import { type KeptLease, keepLease } from '../realtime/leases/keep.js';
import type { Lease, LeaseStore } from '../realtime/leases/store.js';

export type PresenceStatus = 'ONLINE' | 'AWAY' | 'OFFLINE';

/**
 * Who is connected. The connections of a session to this node hold a lease together, so that those whose node dies are gone
 * when its time is up.
 */
export interface Presences {
  /** A connection of somebody began. Answers what to call when it ends. */
  arrive(actor: UserActor): () => void;
  /** Nobody is at the device of this session just now, or somebody is again. Rejects while the store does not answer. */
  setAway(actor: UserActor, away: boolean): Promise<void>;
  /** Something else than leases may have changed how somebody is shown: whoever follows them looks again. */
  nudge(userId: string): void;
  close(): Promise<void>;
}

const connectionMs = 30_000;
/** Who is away says so again within this time. */
export const awayMs = 600_000;
const noteEveryMs = 60_000;

export const presenceTopic = (userId: string): string => `presence:${userId}`;

const connectionHolder = (session: string, id: string) => `connection ${session} ${id}`;
const awayHolder = (session: string) => `away ${session}`;
const nudgeHolder = 'nudge';

/** Online on one device is online. */
export function statusOf(leases: ReadonlyArray<Pick<Lease, 'holder'>>): PresenceStatus {
  const connections = leases.filter(({ holder }) => holder.startsWith('connection '));
  if (connections.length === 0) return 'OFFLINE';
  const away = new Set(leases.map(({ holder }) => holder).filter((holder) => holder.startsWith('away ')));
  return connections.every(({ holder }) => away.has(awayHolder(holder.split(' ')[1] ?? ''))) ? 'AWAY' : 'ONLINE';
}

/** `left` is called when somebody has no connection to this node any more. */
export function createPresences(
  database: Database,
  leases: LeaseStore,
  log: Logger,
  left: (userId: string) => void,
): Presences {
  /** Connections by person. */
  const here = new Map<string, number>();
  const sessions = new Map<string, { count: number; readonly lease: KeptLease }>();
  const sessionOf = ({ id, sessionId }: UserActor) => sessionId ?? id;

  const noteSeen = (userIds: readonly string[]) =>
    database
      .query(
        `INSERT INTO last_seen (user_id, at) SELECT id, now() FROM "user" WHERE id = ANY($1::uuid[])
         ON CONFLICT (user_id) DO UPDATE SET at = greatest(last_seen.at, excluded.at)`,
        [userIds],
      )
      .catch((error: unknown) => log.warn({ err: error }, 'When somebody was there last could not be noted'));
  const noting = setInterval(() => void (here.size > 0 && noteSeen([...here.keys()])), noteEveryMs);
  noting.unref();
  const ending = new Set<Promise<unknown>>();
  const untilClosed = (work: Promise<unknown>) => {
    ending.add(work);
    void work.finally(() => ending.delete(work));
  };
  const failed = () => log.debug('Who is there is not told while Redis is down');

  return {
    arrive(actor) {
      const { id } = actor;
      const session = sessionOf(actor);
      const connected = sessions.get(session) ?? {
        count: 0,
        lease: keepLease(leases, presenceTopic(id), connectionHolder(session, randomUUID()), '', connectionMs),
      };
      sessions.set(session, connected);
      connected.count++;
      here.set(id, (here.get(id) ?? 0) + 1);
      return () => {
        const others = (here.get(id) ?? 1) - 1;
        if (others > 0) here.set(id, others);
        else {
          here.delete(id);
          left(id);
        }
        if (--connected.count > 0) return;
        sessions.delete(session);
        // First when, then that: who hears that somebody left asks when.
        untilClosed(noteSeen([id]).then(() => connected.lease.release()));
      };
    },
    setAway: (actor, away) =>
      away
        ? leases.hold(presenceTopic(actor.id), awayHolder(sessionOf(actor)), '', awayMs)
        : leases.release(presenceTopic(actor.id), awayHolder(sessionOf(actor))),
    nudge: (userId) => void leases.hold(presenceTopic(userId), nudgeHolder, randomUUID(), 1_000).catch(failed),
    async close() {
      clearInterval(noting);
      await Promise.all(ending);
    },
  };
}
