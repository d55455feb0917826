import { randomUUID } from 'node:crypto';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';
const oneself = { none: 'U A A A A A A A R R' };
const administrators = { none: 'U R R R R R A A R R' };

/** Somebody's own, somebody else's, or one that nothing has. */
async function ownerOf({ running, ours }: World, relation: Relation, { userId }: Asking): Promise<string | null> {
  if (relation === 'none') return null;
  if (relation === 'own') return userId;
  const { userId: other } = await running.app.database.prisma.membership.findFirstOrThrow({
    where: { propertyId: ours.id },
  });
  return other;
}

export async function aNotification(world: World, relation: Relation, asking: Asking): Promise<string> {
  const userId = await ownerOf(world, relation, asking);
  if (userId === null) return globalId('Notification', randomUUID());
  const { id } = await world.running.app.database.prisma.notification.create({
    data: {
      userId,
      type: 'SYSTEM',
      priority: 'LOW',
      text: 'account.passwordChanged',
      values: {},
      dedupeKey: randomUUID(),
    },
  });
  return globalId('Notification', id);
}

export async function aPushSubscription(world: World, relation: Relation, asking: Asking): Promise<string> {
  const userId = await ownerOf(world, relation, asking);
  if (userId === null) return globalId('PushSubscription', randomUUID());
  const { id } = await world.running.app.database.prisma.pushSubscription.create({
    data: { userId, endpoint: `https://push.example/${randomUUID()}`, p256dh: '', auth: '', device: 'Test' },
  });
  return globalId('PushSubscription', id);
}

export async function anEmail(world: World, relation: Relation): Promise<string> {
  if (relation === 'none') return globalId('EmailDelivery', randomUUID());
  const { userId } = await world.running.app.database.prisma.membership.findFirstOrThrow({
    where: { propertyId: world.ours.id },
  });
  const { id } = await world.running.app.database.prisma.delivery.create({
    data: { channel: 'EMAIL', userId, status: 'DEAD' },
  });
  return globalId('EmailDelivery', id);
}

/** To the property, or to everybody. */
export async function anAnnouncement(world: World, relation: Relation): Promise<string> {
  const property = world.propertyOf(relation);
  if (property === null) return globalId('Announcement', randomUUID());
  const now = new Date();
  const { id } = await world.running.app.database.prisma.announcement.create({
    data: { title: 'Test', body: '', propertyIds: [property.id], startsAt: now, startedAt: now },
  });
  return globalId('Announcement', id);
}

const bulk = (name: string): Expected => ({
  document: `mutation { ${name}(input: { filter: {} }) { ${errors} } }`,
  verdicts: oneself,
});

const byProperty = (world: World, relation: Relation) => ({ id: world.propertyId(relation) });
const managers = { same: 'U N N R A A A A R R', other: 'U N N N N N A A N N' };

export const notificationVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  notifications: { document: '{ notifications { totalCount } }', verdicts: oneself },
  notificationGroups: {
    document: '{ notificationGroups { nodes { count } } }',
    verdicts: oneself,
  },
  markNotificationsSeen: bulk('markNotificationsSeen'),
  markNotificationsRead: bulk('markNotificationsRead'),
  markAllNotificationsRead: {
    document: `mutation { markAllNotificationsRead(input: {}) { ${errors} } }`,
    verdicts: oneself,
  },
  archiveNotifications: bulk('archiveNotifications'),
  deleteNotifications: bulk('deleteNotifications'),
  updateNotificationPreferences: {
    document: `mutation { updateNotificationPreferences(input: {}) { ${errors} } }`,
    verdicts: oneself,
  },
  registerPushSubscription: {
    document: `mutation { registerPushSubscription(input: { endpoint: "x", p256dh: "x", auth: "x" }) { ${errors} } }`,
    verdicts: oneself,
  },
  removePushSubscription: {
    document: `mutation ($id: ID!) { removePushSubscription(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation, asking) => ({ id: await aPushSubscription(world, relation, asking) }),
    verdicts: { own: '- A A A A A A A - -', other: 'U N N N N N N N R R', none: 'U N N N N N N N R R' },
  },
  emailDeliveries: { document: '{ emailDeliveries { totalCount } }', verdicts: administrators },
  emailTemplates: { document: '{ emailTemplates { key } }', verdicts: administrators },
  emailPreview: { document: '{ emailPreview(key: "booking.confirmed") { text } }', verdicts: administrators },
  devMailbox: { document: '{ devMailbox { totalCount } }', verdicts: administrators },
  retryEmail: {
    document: `mutation ($id: ID!) { retryEmail(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await anEmail(world, relation) }),
    verdicts: { other: 'U R R R R R A A R R', none: 'U R R R R R N N R R' },
  },
  resendEmail: {
    document: `mutation ($id: ID!) { resendEmail(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await anEmail(world, relation) }),
    verdicts: { other: 'U R R R R R A A R R', none: 'U R R R R R N N R R' },
  },
  updateEmailTemplate: {
    document: `mutation { updateEmailTemplate(input: { key: "x", locale: EN, subject: "", html: "", text: "" }) { ${errors} } }`,
    verdicts: administrators,
  },
  resetEmailTemplate: {
    document: `mutation { resetEmailTemplate(input: { key: "x", locale: EN }) { ${errors} } }`,
    verdicts: administrators,
  },
  announcements: { document: '{ announcements { totalCount } }', verdicts: oneself },
  announcementEvents: {
    document: 'subscription { announcementEvents { __typename } }',
    verdicts: { none: 'U A A A A A A A U U' },
  },
  publishAnnouncement: {
    document: `mutation ($id: ID!) { publishAnnouncement(input: { title: "Test", propertyIds: [$id], endsAt: "2020-01-01T00:00:00Z" }) { ${errors} } }`,
    variables: byProperty,
    verdicts: { ...managers, none: 'U N N N N N A A N N' },
  },
  'publishAnnouncement to everyone': {
    document: `mutation { publishAnnouncement(input: { title: "Test", everyone: true, endsAt: "2020-01-01T00:00:00Z" }) { ${errors} } }`,
    verdicts: administrators,
  },
  endAnnouncement: {
    document: `mutation ($id: ID!) { endAnnouncement(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await anAnnouncement(world, relation) }),
    verdicts: { same: 'U N N R A A A A U U', other: 'U N N N N N A A U U', none: 'U N N N N N N N U U' },
  },
  dismissAnnouncement: {
    document: `mutation ($id: ID!) { dismissAnnouncement(input: { id: $id }) { ${errors} } }`,
    variables: async (world, relation) => ({ id: await anAnnouncement(world, relation) }),
    verdicts: { same: 'U N N A A A N N R R', other: 'U N N N N N N N R R', none: 'U N N N N N N N R R' },
  },
};
