import { keyOf } from '../actor.js';
import type { App } from '../app.js';
import { readEntries } from '../audit/read-entries.js';
import { type Context, userOf } from '../context.js';
import type { PrismaClient } from '../generated/prisma/client.js';
import { authorize } from '../policy/authorize.js';
import { streamOf } from '../realtime/streams.js';

export interface DataExport {
  /** JSON. */
  document: string;
  generatedAt: Date;
}

/** Everything that is kept about the person, without secrets: a hash of a password is of use to nobody. */
export async function exportMyData(context: Context, input: { pretty: boolean }): Promise<DataExport> {
  authorize(context.actor, 'exportMyData');
  const { id } = userOf(context);
  const { prisma } = context.app.database;
  const generatedAt = new Date();
  const everything: Record<string, unknown> = { format: 'frontdesk-export-1', generatedAt };
  // One set after the other, each a page at a time: an export holds up nobody else.
  for (const [name, load] of Object.entries(sets)) everything[name] = await load(prisma, id, context.app);
  return { document: JSON.stringify(everything, plain, input.pretty ? 2 : undefined), generatedAt };
}

const sets: Record<string, (prisma: PrismaClient, userId: string, app: App) => Promise<unknown>> = {
  profile: (prisma, id) => prisma.user.findUnique({ where: { id }, omit: { passwordHash: true } }),
  settings: (prisma, userId) => prisma.userSettings.findUnique({ where: { userId } }),
  identities: (prisma, userId) =>
    everyPage((skip) =>
      prisma.identity.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, skip, take: page }),
    ),
  sessions: (prisma, userId) =>
    everyPage((skip) => prisma.session.findMany({ where: { userId }, orderBy: { id: 'asc' }, skip, take: page })),
  blockedUsers: (prisma, userId) =>
    everyPage((skip) =>
      prisma.userBlock.findMany({
        where: { blockerId: userId },
        select: { blockedId: true, createdAt: true },
        orderBy: { blockedId: 'asc' },
        skip,
        take: page,
      }),
    ),
  memberships: (prisma, userId) =>
    everyPage((skip) =>
      prisma.membership.findMany({
        where: { userId },
        select: { role: true, createdAt: true, property: { select: { slug: true, name: true } } },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  invitationsSent: (prisma, userId) =>
    everyPage((skip) =>
      prisma.invitation.findMany({
        where: { invitedById: userId },
        omit: { tokenHash: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  serviceKeys: (prisma, userId) =>
    everyPage((skip) =>
      prisma.serviceKey.findMany({
        where: { createdById: userId },
        omit: { hash: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  conversations: (prisma, userId) =>
    everyPage((skip) =>
      prisma.participant.findMany({
        where: { userId },
        select: {
          role: true,
          joinedAt: true,
          readSequence: true,
          conversation: { select: { id: true, subject: true } },
        },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  messagesSent: (prisma, senderId) =>
    everyPage((skip) =>
      prisma.message.findMany({
        where: { senderId },
        select: { conversationId: true, sequence: true, body: true, createdAt: true, editedAt: true, deletedAt: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        skip,
        take: page,
      }),
    ),
  filesSent: (prisma, uploaderId, { links }) =>
    everyPage(async (skip) => {
      const rows = await prisma.attachment.findMany({
        where: { uploaderId, kind: { not: null }, state: { not: 'REMOVED' } },
        select: { id: true, conversationId: true, name: true, contentType: true, bytes: true, createdAt: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      });
      return rows.map(({ id, ...row }) => ({
        ...row,
        url: links.pathOf({ purpose: 'ORIGINAL', attachmentId: id, userId: uploaderId, expiresAt: inADay() }),
      }));
    }),
  notesWritten: (prisma, authorId) =>
    everyPage((skip) =>
      prisma.note.findMany({
        where: { authorId },
        select: { conversationId: true, body: true, createdAt: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  reactions: (prisma, userId) =>
    everyPage((skip) =>
      prisma.reaction.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, skip, take: page }),
    ),
  bookings: (prisma, guestId) =>
    everyPage((skip) =>
      prisma.booking.findMany({
        where: { guestId },
        omit: { propertyId: true, offeringId: true, guestId: true, providerId: true, remindedAt: true },
        include: { property: { select: { slug: true, name: true } }, offering: { select: { name: true } } },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  holds: (prisma, userId) =>
    everyPage((skip) =>
      prisma.hold.findMany({
        where: { userId },
        select: { from: true, to: true, quantity: true, status: true, createdAt: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  providerOf: (prisma, userId) =>
    prisma.provider.findMany({
      where: { userId },
      select: {
        name: true,
        kind: true,
        status: true,
        statusReason: true,
        createdAt: true,
        property: { select: { slug: true, name: true } },
      },
      orderBy: { id: 'asc' },
    }),
  payments: (prisma, guestId) =>
    everyPage((skip) =>
      prisma.payment.findMany({
        where: { guestId },
        select: {
          id: true,
          gateway: true,
          method: true,
          amount: true,
          currency: true,
          status: true,
          capturedAmount: true,
          refundedAmount: true,
          createdAt: true,
          ledger: { select: { kind: true, amount: true, at: true }, orderBy: { place: 'asc' } },
        },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  orders: (prisma, guestId) =>
    everyPage((skip) =>
      prisma.order.findMany({
        where: { guestId },
        select: {
          code: true,
          status: true,
          place: true,
          notes: true,
          totalAmount: true,
          currency: true,
          createdAt: true,
          lines: { select: { name: true, quantity: true, priceAmount: true, notes: true } },
        },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  notifications: (prisma, userId) =>
    everyPage((skip) =>
      prisma.notification.findMany({
        where: { userId },
        omit: { dedupeKey: true },
        orderBy: { id: 'asc' },
        skip,
        take: page,
      }),
    ),
  notificationPreferences: (prisma, userId) => prisma.notificationPreference.findMany({ where: { userId } }),
  notificationSettings: (prisma, userId) => prisma.notificationSettings.findUnique({ where: { userId } }),
  pushSubscriptions: (prisma, userId) =>
    prisma.pushSubscription.findMany({
      where: { userId },
      select: { device: true, createdAt: true, lastSentAt: true },
    }),
  recordedActivity: (prisma, userId) =>
    everyPage((skip) =>
      prisma.activity.findMany({
        where: { userId },
        omit: { userId: true },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        skip,
        take: page,
      }),
    ),
  auditTrail: (prisma, userId) =>
    everyPage(async (skip) => {
      const where = { actor: keyOf.user(userId) };
      const entries = await readEntries({ prisma }, where, { orderBy: { place: 'asc' }, skip, take: page });
      return entries.map(({ at, action, outcome, nodeType, nodeId, from }) => ({
        ...{ at, action, outcome, nodeType, nodeId },
        ...from,
      }));
    }),
  activity: (prisma, userId) =>
    everyPage((skip) =>
      prisma.event.findMany({
        where: { stream: streamOf.user(userId) },
        select: { seq: true, type: true, at: true, payload: true },
        orderBy: { seq: 'asc' },
        skip,
        take: page,
      }),
    ),
};

/** Whoever reads the export has time to fetch the files. */
const inADay = () => new Date(Date.now() + 86_400_000);

const page = 500;
// No person has more than this of anything; a program that made it so must not fill the memory.
const most = 20_000;

async function everyPage<Row>(load: (skip: number) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const rows = await load(all.length);
    all.push(...rows);
    if (rows.length < page || all.length >= most) return all;
  }
}

const plain = (_name: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
