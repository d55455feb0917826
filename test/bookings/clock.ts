import type { App } from '../../src/app.js';

/** A day that many days from now, in UTC. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** As if the time of whoever holds something were up. */
export const runOutHolds = ({ database }: Pick<App, 'database'>): Promise<void> =>
  database.script(`UPDATE hold SET expires_at = now() - interval '1 second' WHERE status = 'ACTIVE';
    UPDATE allocation SET expires_at = now() - interval '1 second' WHERE state = 'HELD'`);
