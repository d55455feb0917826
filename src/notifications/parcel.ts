import { encodeGlobalID } from '@pothos/plugin-relay';
import type { App } from '../app.js';
import type { Prisma } from '../generated/prisma/client.js';
import { invitationToken } from '../properties/invitation-token.js';
import { somebody, type TextKey, worded } from './catalog/catalog.js';
import type { Values } from './catalog/text.js';
import type { Parcel } from './channels/channel.js';
import { isStillVisible } from './still-visible.js';
import { canUnsubscribe, unsubscribePathOf } from './unsubscribe-links.js';

const parcelFields = {
  user: { select: { email: true, status: true, settings: { select: { locale: true } } } },
  notification: true,
  invitation: {
    include: { property: { include: { settings: true } }, invitedBy: { select: { name: true } } },
  },
} as const satisfies Prisma.DeliveryInclude;

export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: typeof parcelFields }>;

export const loadDeliveries = ({ prisma }: App['database'], ids: readonly string[]): Promise<DeliveryRow[]> =>
  prisma.delivery.findMany({ where: { id: { in: [...ids] } }, include: parcelFields });

/** Why it is of no use any more. Null: it is. */
export async function uselessBecause(
  database: App['database'],
  { user, notification, invitation, resentFromId }: DeliveryRow,
): Promise<string | null> {
  if (invitation !== null) {
    const open = invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > new Date();
    return open ? null : 'INVITATION_OVER';
  }
  if (user?.status !== 'ACTIVE') return 'USER_GONE';
  if (notification === null || notification.deletedAt !== null) return 'DELETED';
  if (notification.readAt !== null && resentFromId === null) return 'READ';
  const { userId, subjectType: type, subjectId: id } = notification;
  return (await isStillVisible(database, userId, { type, id })) ? null : 'NOT_VISIBLE';
}

/** Worded for who gets it, in their language. */
export async function parcelOf(
  { config, database }: Pick<App, 'config' | 'database'>,
  delivery: DeliveryRow,
): Promise<Parcel> {
  const { id, target, userId, user, notification, invitation } = delivery;
  const origin = config.publicUrl ?? `http://localhost:${config.port}`;
  const home = `${origin}/console`;
  if (invitation !== null) {
    const { property, invitedBy } = invitation;
    const locale = property.settings?.locale ?? 'en';
    const token = invitationToken(config.auth.secret, invitation.id);
    return {
      ...{ id, target, userId: null, notificationId: null, locale, email: invitation.email },
      ...filledIn('member.invited', { property: property.name, actor: invitedBy?.name ?? somebody(locale) }, locale),
      type: 'PROPERTY',
      priority: 'HIGH',
      link: `${home}/invitations/${token}`,
      unsubscribe: null,
    };
  }
  if (notification === null) throw new Error('A delivery is of a notification or an invitation.');
  const locale = user?.settings?.locale ?? 'en';
  const { text, subjectType, subjectId, type, priority, actorId } = notification;
  const actor =
    actorId === null ? null : await database.prisma.user.findUnique({ where: { id: actorId }, select: { name: true } });
  return {
    ...{ id, target, userId, notificationId: notification.id, locale, email: user?.email ?? null },
    // What was written by `writeNotices` is of these types.
    ...filledIn(
      text as TextKey,
      { actor: actor?.name ?? somebody(locale), ...(notification.values as Values) },
      locale,
    ),
    type,
    priority,
    link:
      subjectType === null || subjectId === null
        ? `${home}/`
        : `${home}/?open=${encodeURIComponent(encodeGlobalID(subjectType, subjectId))}`,
    unsubscribe:
      userId !== null && canUnsubscribe(text as TextKey)
        ? `${origin}${unsubscribePathOf(config.auth.secret, { userId, type })}`
        : null,
  };
}

const filledIn = (text: TextKey, values: Values, locale: string) => ({
  text,
  values,
  ...worded(text, values, locale),
});
