import type { App } from '../../src/app.js';
import { streamOf } from '../../src/realtime/streams.js';

/** What the person's own stream holds, oldest first, without what they are told of it: that comes a moment later. */
export async function eventsOf(app: App, userId: string): Promise<Array<{ type: string; payload: unknown }>> {
  return app.database.prisma.event.findMany({
    where: { stream: streamOf.user(userId), type: { not: 'NotificationCreated' } },
    select: { type: true, payload: true },
    orderBy: { seq: 'asc' },
  });
}

export const typesOf = async (app: App, userId: string): Promise<string[]> =>
  (await eventsOf(app, userId)).map(({ type }) => type);
