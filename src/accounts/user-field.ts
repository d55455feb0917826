import type { EventFieldBuilder } from '../schema/event.js';
import { User } from './user.js';

/** Whom an event is about. */
export function userField<Payload extends { userId: string }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: User,
    nullable: true,
    description: 'Who it is.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.user.findUnique({ ...query, where: { id: event.payload.userId } }),
  });
}
