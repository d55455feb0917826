import { accessChanged, sessionStarted, userSignedUp } from '../accounts/events.js';
import { hashPassword } from '../accounts/password.js';
import { hashSecret } from '../accounts/tokens.js';
import type { Database } from '../database/client.js';
import { deadlineIn } from '../database/deadline.js';
import { type Transaction, transact } from '../database/transaction.js';
import { memberInvited, memberJoined, propertyCreated } from '../properties/events.js';
import { append, withoutReactions } from '../realtime/append.js';
import { type EventActor, system } from '../realtime/event.js';
import { demoMembers, demoPassword, demoPeople } from './accounts.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';
import { seedAlerts } from './seed-alerts.js';
import { seedBookings } from './seed-bookings.js';
import { seedNotifications } from './seed-notifications.js';
import { seedOrders } from './seed-orders.js';
import { seedPayments } from './seed-payments.js';
import { seedProviders } from './seed-providers.js';

/** Any number that nobody else takes for an advisory lock: of nodes that start at once, one seeds. */
const seedLock = 4_211_908;

/**
 * Fills a new database with five businesses and the people who work there and come as guests. A database that anybody
 * has an account in is left as it is. Answers whether it did anything.
 */
export async function seedDemo(database: Database): Promise<boolean> {
  if ((await database.prisma.user.count()) > 0) return false;
  // Hashing is slow on purpose. The password is public, so one salt for all of them gives nothing away.
  const passwordHash = await hashPassword(demoPassword);
  // On a connection of its own, which may wait for longer than a statement may take.
  return database.exclusively(seedLock, () =>
    transact(database, (tx) => seed(tx, passwordHash), deadlineIn(patienceMs)),
  );
}

/** It takes seconds. A slow machine has to start as well. */
const patienceMs = 180_000;

async function seed(tx: Transaction, passwordHash: string): Promise<boolean> {
  if ((await tx.user.count()) > 0) return false;
  await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
  // Nobody is told, and mailed, of what is made up.
  withoutReactions(tx);
  await seedPeople(tx, passwordHash);
  await seedSessions(tx);
  await seedBusinesses(tx);
  await seedMembers(tx);
  await seedInvitations(tx);
  await seedProviders(tx);
  await seedBookings(tx);
  await seedOrders(tx);
  await seedPayments(tx);
  await seedNotifications(tx);
  await seedAlerts(tx);
  return true;
}

/** The id of somebody of the demo, wherever it was seeded. */
export const demoUserId = (email: string): string => demoId(`user ${email}`);

const propertyId = (slug: string) => demoId(`property ${slug}`);
const asUser = (email: string): EventActor => ({ key: `user:${demoUserId(email)}` });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function seedPeople(tx: Transaction, passwordHash: string): Promise<void> {
  await tx.user.createMany({
    data: demoPeople.map(({ email, name, role }, index) => ({
      id: demoUserId(email),
      email,
      name,
      role,
      passwordHash,
      createdAt: daysAgo(300 - index),
    })),
  });
  const homes = new Map(demoMembers.map(({ email, business }) => [email, business]));
  await tx.userSettings.createMany({
    data: demoPeople.map(({ email }) => {
      const home = homes.get(email);
      return {
        userId: demoUserId(email),
        locale: home?.locale === 'ko' ? 'ko' : 'en',
        timeZone: home?.timeZone ?? 'Europe/Stockholm',
      };
    }),
  });
  for (const { email } of demoPeople) append(tx, userSignedUp(asUser(email), { userId: demoUserId(email) }));
}

/** A phone and a desk for everybody, so that the list of devices has something to show. Nobody has their tokens. */
async function seedSessions(tx: Transaction): Promise<void> {
  const devices = [
    { device: 'Safari on iPhone', userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari', days: 6 },
    { device: 'Firefox on Windows', userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/150.0', days: 2 },
  ];
  const sessions = demoPeople.flatMap(({ email }) =>
    devices.map(({ device, userAgent, days }) => ({
      id: demoId(`session ${email} ${device}`),
      email,
      device,
      userAgent,
      days,
    })),
  );
  await tx.session.createMany({
    data: sessions.map(({ id, email, device, userAgent, days }) => ({
      id,
      userId: demoUserId(email),
      device,
      userAgent,
      address: '198.51.100.7',
      createdAt: daysAgo(days + 20),
      lastUsedAt: daysAgo(days),
      expiresAt: daysAgo(days - 30),
    })),
  });
  for (const { id, email } of sessions)
    append(tx, sessionStarted(asUser(email), { userId: demoUserId(email), sessionId: id }));
}

async function seedBusinesses(tx: Transaction): Promise<void> {
  await tx.property.createMany({
    data: businesses.map(({ slug, name, kind, description, timeZone, currency, phone, address }, index) => ({
      id: propertyId(slug),
      slug,
      name,
      kind,
      description,
      timeZone,
      currency,
      phone,
      address,
      email: `hello@${slug}.example`,
      website: `https://${slug}.example`,
      createdAt: daysAgo(280 - index * 11),
    })),
  });
  await tx.propertySettings.createMany({
    data: businesses.map(({ slug, locale, awayMessage, checkInTime, checkOutTime }) => ({
      propertyId: propertyId(slug),
      locale,
      awayMessage: awayMessage ?? null,
      ...(checkInTime !== undefined && { checkInTime }),
      ...(checkOutTime !== undefined && { checkOutTime }),
    })),
  });
  for (const { slug } of businesses)
    append(tx, propertyCreated(asUser(`owner@${slug}.example`), { propertyId: propertyId(slug) }));
}

async function seedMembers(tx: Transaction): Promise<void> {
  const members = demoMembers.map(({ email, role, business }, index) => ({
    id: demoId(`member ${email}`),
    propertyId: propertyId(business.slug),
    userId: demoUserId(email),
    role,
    createdAt: daysAgo(260 - index * 3),
  }));
  await tx.membership.createMany({ data: members });
  for (const { id, propertyId: property, userId: user, role } of members)
    append(
      tx,
      memberJoined({ key: `user:${user}` }, { propertyId: property, memberId: id, userId: user, role }),
      accessChanged(system, { userId: user, reason: 'MEMBERSHIP_CHANGED' }),
    );
}

async function seedInvitations(tx: Transaction): Promise<void> {
  const invitations = businesses.flatMap(({ slug, invited }) =>
    invited.map(({ email, role }) => ({
      id: demoId(`invitation ${slug} ${email}`),
      propertyId: propertyId(slug),
      email,
      role,
      // Nobody has a link to these: a new invitation to the same address makes one.
      tokenHash: hashSecret(crypto.randomUUID()),
      invitedById: demoUserId(`owner@${slug}.example`),
      createdAt: daysAgo(1),
      expiresAt: daysAgo(-6),
    })),
  );
  await tx.invitation.createMany({ data: invitations });
  for (const { id, propertyId: property, role, invitedById } of invitations)
    append(tx, memberInvited({ key: `user:${invitedById}` }, { propertyId: property, invitationId: id, role }));
}
