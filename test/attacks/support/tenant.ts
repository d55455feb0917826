import { createHash, randomUUID } from 'node:crypto';
import { newSecret, serviceKeyPrefix } from '../../../src/accounts/tokens.js';
import type { Database } from '../../../src/database/client.js';
import { scopes } from '../../../src/policy/rule.js';
import {
  aBooking,
  aMember,
  aMenuItem,
  anOffering,
  anOrder,
  aPayment,
  aProperty,
  aUser,
} from '../../support/factories.js';
import { globalId } from '../../support/global-id.js';
import type { Person, Tenant } from './target.js';

export interface Here {
  readonly database: Database;
}

const soon = () => new Date(Date.now() + 3_600_000);
const hashOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** Somebody with so many sessions. */
export async function aPersonWith(here: Here, sessions: number, user?: { id: string; email: string | null }) {
  const { id, email } = user ?? (await aUser(here));
  const rows = await here.database.prisma.session.createManyAndReturn({
    data: Array.from({ length: sessions }, () => ({
      userId: id,
      device: 'Test',
      userAgent: 'test',
      address: '192.0.2.1',
      expiresAt: soon(),
    })),
  });
  return { userId: id, email: email ?? '', sessionIds: rows.map((row) => row.id) } satisfies Person;
}

/** A hotel with people of each role and one of everything. `mark` stands in what has to be unlike anywhere else. */
export async function aTenant(here: Here, mark: string): Promise<Tenant> {
  const { prisma } = here.database;
  const property = await aProperty(here, {
    slug: `${mark}-hotel`,
    website: `https://${mark}.example/`,
    email: `desk@${mark}.example`,
  });
  const user = (name: string) => aUser(here, { email: `${name}@${mark}.example` });
  const member = async (role: 'STAFF' | 'MANAGER' | 'OWNER') =>
    aPersonWith(here, 4, (await aMember(here, property, role, await user(role.toLowerCase()))).user);
  const people = {
    guest: await aPersonWith(here, 4, await user('guest')),
    provider: await aPersonWith(here, 4, await user('provider')),
    staff: await member('STAFF'),
    manager: await member('MANAGER'),
    owner: await member('OWNER'),
  };
  const victim = await aMember(here, property, 'STAFF', await user('victim'));
  const offering = await anOffering(here, property, { units: 20 });
  const provider = await prisma.provider.create({
    data: { propertyId: property.id, name: 'Ana', kind: 'GUIDE', userId: people.provider.userId },
  });
  const booking = await aBooking(here, offering, {
    guestId: people.guest.userId,
    guestEmail: `booked@${mark}.example`,
    guestPhone: '+351 210 000 000',
    providerId: provider.id,
    notes: 'Allergic to nuts',
  });
  const payment = await aPayment(here, booking, { amount: 10_000, gatewayRef: `pi_${mark}` });
  await prisma.ledgerEntry.create({
    data: {
      paymentId: payment.id,
      kind: 'CAPTURED',
      amount: 10_000,
      cause: `${mark}-cause`,
      actor: `user:${people.owner.userId}`,
      note: `${mark}-note`,
    },
  });
  const menuItem = await aMenuItem(here, property);
  const order = await anOrder(here, property, { guestId: people.guest.userId, bookingId: booking.id });
  const block = await prisma.block.create({
    data: { propertyId: property.id, unitId: offering.units[5]?.id ?? '', from: '2027-01-01', to: '2027-01-02' },
  });
  const hold = await prisma.hold.create({
    data: {
      propertyId: property.id,
      offeringId: offering.id,
      holder: `user:${people.guest.userId}`,
      userId: people.guest.userId,
      from: '2027-01-01',
      to: '2027-01-02',
      startsAt: new Date('2027-01-01'),
      endsAt: new Date('2027-01-02'),
      quantity: 1,
      expiresAt: soon(),
    },
  });
  const { secret: key, hash } = newSecret(serviceKeyPrefix);
  const serviceKey = await prisma.serviceKey.create({
    data: { name: 'Key', prefix: key.slice(0, 12), hash, scopes: [...scopes], propertyId: property.id },
  });
  const invitation = await prisma.invitation.create({
    data: {
      propertyId: property.id,
      email: `invited@${mark}.example`,
      role: 'STAFF',
      tokenHash: hashOf(`${mark} invitation`),
      expiresAt: soon(),
    },
  });
  const { unsentId, ...talk } = await aTalk(here, property.id, booking.id, people);
  const told = await whatWasTold(here, property.id, people.staff, mark);
  const watched = await whatIsWatched(here, property.id, people.owner.userId, mark);
  const rest = await whatNobodyAsksFor(here, people, provider.id, mark);
  const session = people.guest.sessionIds[3] ?? '';
  const rows = {
    ...{ Property: property.id, User: victim.user.id, Member: victim.membership.id, Offering: offering.id },
    ...{ Unit: offering.units[1]?.id ?? '', Provider: provider.id, Booking: booking.id, Payment: payment.id },
    ...{ MenuItem: menuItem.id, Order: order.id, Block: block.id, Hold: hold.id, ServiceKey: serviceKey.id },
    ...{ Invitation: invitation.id, Session: session, ...talk, ...told, ...watched, ...rest },
  };
  const ids = Object.fromEntries(Object.entries(rows).map(([type, id]) => [type, globalId(type, id)]));
  return {
    propertyId: globalId('Property', property.id),
    slug: property.slug,
    people,
    key,
    ids,
    bookingCode: booking.code,
    unsentId: globalId('Attachment', unsentId),
  };
}

/** The thread of a booking, with everything that can stand in one. */
async function aTalk(here: Here, propertyId: string, bookingId: string, people: Record<string, Person>) {
  const { prisma } = here.database;
  const [guest, staff] = [people.guest?.userId ?? '', people.staff?.userId ?? ''];
  const conversation = await prisma.conversation.create({
    data: {
      kind: 'GUEST_STAFF',
      propertyId,
      bookingId,
      subject: 'Arrival',
      startedById: guest,
      assigneeId: staff,
      lastSequence: 2,
      noteSequence: 1,
      participantCount: 1,
      labels: ['VIP'],
      participants: { create: { userId: guest, role: 'OWNER' } },
    },
  });
  const message = (sequence: number, senderId: string, senderKind: 'GUEST' | 'STAFF') =>
    prisma.message.create({
      data: {
        conversationId: conversation.id,
        sequence,
        senderId,
        senderKind,
        body: 'Hello',
        clientMessageId: randomUUID(),
      },
    });
  const first = await message(1, guest, 'GUEST');
  const last = await message(2, staff, 'STAFF');
  await prisma.conversation.update({ where: { id: conversation.id }, data: { lastMessageId: last.id } });
  await prisma.messageVersion.create({ data: { messageId: first.id, version: 1, body: 'Hallo', changedById: guest } });
  await prisma.reaction.create({ data: { messageId: first.id, userId: staff, emoji: '👍' } });
  await prisma.mention.create({ data: { messageId: last.id, userId: guest } });
  await prisma.receipt.create({
    data: { conversationId: conversation.id, userId: guest, kind: 'READ', sequence: 1 },
  });
  const note = await prisma.note.create({
    data: { conversationId: conversation.id, sequence: 1, authorId: staff, body: 'Difficult' },
  });
  const file = {
    state: 'READY',
    name: 'menu.pdf',
    kind: 'DOCUMENT',
    contentType: 'application/pdf',
    bytes: 1,
  } as const;
  const attachment = await prisma.attachment.create({
    data: { ...file, conversationId: conversation.id, messageId: last.id, position: 1, uploaderId: staff },
  });
  const unsent = await prisma.attachment.create({
    data: { ...file, conversationId: conversation.id, uploaderId: people.owner?.userId ?? '' },
  });
  const reply = await prisma.cannedReply.create({
    data: { propertyId, title: 'Hours', body: 'From 7 to 10', keyword: 'breakfast' },
  });
  return {
    Conversation: conversation.id,
    Message: last.id,
    Note: note.id,
    Attachment: attachment.id,
    CannedReply: reply.id,
    unsentId: unsent.id,
  };
}

async function whatWasTold(here: Here, propertyId: string, { userId, email }: Person, mark: string) {
  const { prisma } = here.database;
  const notification = await prisma.notification.create({
    data: {
      userId,
      type: 'BOOKING',
      priority: 'HIGH',
      text: 'booking.requested',
      values: { code: 'X' },
      propertyId,
      dedupeKey: `${mark}-1`,
      deliveries: { create: { channel: 'EMAIL', userId, target: email, status: 'SENT', problem: 'None' } },
    },
    include: { deliveries: true },
  });
  const delivery = notification.deliveries[0]?.id ?? '';
  await prisma.devMail.create({
    data: { deliveryId: delivery, to: `mail@${mark}.example`, subject: 'S', html: 'H', text: 'T' },
  });
  const push = await prisma.pushSubscription.create({
    data: { userId, endpoint: `https://push.${mark}.example/1`, p256dh: 'k', auth: 'a', device: 'Phone' },
  });
  const announcement = await prisma.announcement.create({
    data: { title: 'Fire drill', body: 'At 9', propertyIds: [propertyId], startsAt: new Date(), startedAt: new Date() },
  });
  return {
    Notification: notification.id,
    EmailDelivery: delivery,
    PushSubscription: push.id,
    Announcement: announcement.id,
  };
}

/** Alerts, activity, and an entry of the audit trail: that one cannot be changed later, so it has its marks from the start. */
async function whatIsWatched(here: Here, propertyId: string, userId: string, mark: string) {
  const { prisma } = here.database;
  const rule = await prisma.alertRule.create({
    data: { propertyId, name: 'Full', metric: 'OCCUPANCY', comparison: 'ABOVE', threshold: 2, createdById: userId },
  });
  const alert = await prisma.alert.create({
    data: { propertyId, ruleId: rule.id, severity: 'WARNING', title: 'Full', body: 'No room left', raisedById: userId },
  });
  await prisma.activity.create({ data: { kind: 'ACTION', userId, propertyId, action: 'opened the safe' } });
  const entry = await prisma.auditEntry.create({
    data: {
      id: randomUUID(),
      propertyId,
      actor: `user:${userId}`,
      action: 'updateProperty',
      event: 'PropertyUpdated',
      requestId: `${mark}-request`,
      before: { name: `${mark}-before` },
      after: { name: `${mark}-after` },
    },
  });
  await prisma.auditOrigin.create({
    data: { place: entry.place, salt: hashOf(mark), address: '192.0.2.1', userAgent: 'test' },
  });
  return { Alert: alert.id, AlertRule: rule.id };
}

/** Rows that no node stands for: what is in them may not leave either. */
async function whatNobodyAsksFor(here: Here, people: Record<string, Person>, providerId: string, mark: string) {
  const { prisma } = here.database;
  const userId = people.staff?.userId ?? '';
  await prisma.identity.create({ data: { issuer: `https://${mark}.example`, subject: mark, userId } });
  await prisma.telegramChat.create({ data: { id: `${mark}-chat`, providerId } });
  await prisma.broadcast.create({
    data: { id: randomUUID(), actor: `user:${userId}`, payload: {}, finishedAt: new Date() },
  });
  await prisma.idempotency.create({
    data: { actor: `user:${userId}`, key: mark, operation: 'nothing', bodyHash: hashOf(mark), answer: {} },
  });
  return {};
}
