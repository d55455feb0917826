import type { Prisma } from '../generated/prisma/client.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { decodeId } from '../schema/ids.js';
import { NotificationPriority, NotificationType } from './notification.js';

export const NotificationFilter = builder.inputType('NotificationFilter', {
  description: 'Which notifications. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    types: t.field({ type: [NotificationType], description: 'About one of these.' }),
    priorities: t.field({ type: [NotificationPriority], description: 'That matter so much.' }),
    unread: t.boolean({ description: 'True: those that I have not read. False: those that I have.' }),
    unseen: t.boolean({ description: 'True: those that I have not seen. False: those that I have.' }),
    archived: t.boolean({ description: 'True: those that I put away. False: the others.' }),
    propertyId: t.globalID({ for: Property, description: 'Of this property.' }),
    subjectId: t.id({ description: 'About just this: the global id of a booking, a conversation …' }),
    before: t.field({ type: 'DateTime', description: 'Older than this.' }),
  }),
});

export type Filter = typeof NotificationFilter.$inferInput;

const asNull = (wanted: boolean | null | undefined) => (wanted == null ? undefined : wanted ? null : { not: null });

/** Throws BAD_USER_INPUT for what is no id. */
export function whereOf(filter: Filter | null | undefined) {
  const { types, priorities, unread, unseen, archived, propertyId, subjectId, before } = filter ?? {};
  const [readAt, seenAt, archivedAt] = [asNull(unread), asNull(unseen), asNull(archived == null ? null : !archived)];
  return {
    ...(types != null && { type: { in: types } }),
    ...(priorities != null && { priority: { in: priorities } }),
    ...(readAt !== undefined && { readAt }),
    ...(seenAt !== undefined && { seenAt }),
    ...(archivedAt !== undefined && { archivedAt }),
    ...(propertyId != null && { propertyId: propertyId.id }),
    ...(subjectId != null && { subjectId: decodeId(subjectId).id }),
    ...(before != null && { createdAt: { lt: before } }),
  } satisfies Prisma.NotificationWhereInput;
}
