import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../src/accounts/password.js';
import { readConfig } from '../../src/config.js';
import { demoMembers, demoPassword, demoPeople } from '../../src/demo/accounts.js';
import { businesses } from '../../src/demo/businesses/index.js';
import { refuseDemoAccounts } from '../../src/demo/refuse-demo-accounts.js';
import { demoUserId, seedDemo } from '../../src/demo/seed-demo.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser } from '../support/factories.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ DEMO: '1', LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(() => running.close());

const signIn = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session { accessToken }
    viewer { user { name } }
    userErrors { code }
  }
}`;

it('C9: has five businesses, one of each kind, open and described', async () => {
  const { data } = await running.ask('{ properties { totalCount nodes { slug kind status description phone } } }');
  expect(data.properties.totalCount).toBe(5);
  const { nodes } = data.properties;
  expect(nodes.map((node: { slug: string }) => node.slug).sort()).toEqual([
    'hillside-homestay',
    'lotus-salon',
    'mekong-tours',
    'riverside-hotel',
    'wander-travel',
  ]);
  expect(new Set(nodes.map((node: { kind: string }) => node.kind)).size).toBe(5);
  for (const node of nodes) {
    expect(node.status).toBe('ACTIVE');
    expect(node.description.length).toBeGreaterThan(50);
  }
});

it('C9: everybody of the demo can sign in, and is what they are called', async () => {
  const wanted = ['riverside-hotel', 'hillside-homestay', 'lotus-salon', 'mekong-tours', 'wander-travel'].flatMap(
    (slug) => ['owner', 'manager', 'staff'].map((mailbox) => `${mailbox}@${slug}.example`),
  );
  wanted.push('guide@mekong-tours.example', 'driver@mekong-tours.example', 'guest@example.com', 'guest2@example.com');
  wanted.push('admin@frontdesk.example', 'super@frontdesk.example');
  expect(demoPeople.map(({ email }) => email)).toEqual(expect.arrayContaining(wanted));
  for (const { email, name } of demoPeople) {
    const { data } = await running.ask(signIn, { email, password: demoPassword });
    expect(data.signIn, email).toMatchObject({ userErrors: [], viewer: { user: { name } } });
  }
});

it('C9: gives each member the role of the demo at their business', async () => {
  for (const { email, role, business } of demoMembers) {
    const membership = await running.app.database.prisma.membership.findFirst({
      where: { user: { email }, property: { slug: business.slug } },
    });
    expect(membership?.role, email).toBe(role);
  }
  const admins = await running.app.database.prisma.user.findMany({
    where: { role: { not: 'USER' } },
    orderBy: { email: 'asc' },
  });
  expect(admins.map(({ email, role }) => [email, role])).toEqual([
    ['admin@frontdesk.example', 'ADMIN'],
    ['super@frontdesk.example', 'SUPER_ADMIN'],
  ]);
});

it('C9: has a history in the feeds', async () => {
  // The relay brings it there.
  await eventually(async () => expect((await running.app.realtime.log.head('platform')).seq).toBeGreaterThan(30));
  const property = await running.app.database.prisma.property.findUniqueOrThrow({ where: { slug: 'mekong-tours' } });
  const events = await running.app.realtime.log.read(`property:${property.id}`, 0, 100);
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['PropertyCreated', 'MemberJoined', 'MemberInvited']),
  );
});

it('C9: every business sells something, and has guests that came, are there, and will come', async () => {
  const { prisma } = running.app.database;
  for (const { id, slug } of await prisma.property.findMany()) {
    const statuses = (await prisma.booking.findMany({ where: { propertyId: id } })).map(({ status }) => status);
    expect(new Set(statuses), slug).toEqual(new Set(['COMPLETED', 'CHECKED_IN', 'CONFIRMED', 'PENDING', 'CANCELLED']));
  }
  const short = await running.app.database.query(`
    SELECT booking.code FROM booking LEFT JOIN allocation a ON a.booking_id = booking.id AND a.state = 'BOOKED'
    WHERE booking.status IN ('PENDING', 'CONFIRMED', 'CHECKED_IN') GROUP BY booking.id HAVING count(a.id) <> booking.quantity`);
  expect(short).toEqual([]);
});

it('C9, N1: people were told things, of which they have read some, and nothing of it was sent anywhere', async () => {
  const { prisma } = running.app.database;
  for (const email of ['guest@example.com', 'staff@riverside-hotel.example']) {
    const where = { userId: demoUserId(email) };
    const rows = await prisma.notification.findMany({ where });
    expect(rows.length, email).toBeGreaterThan(1);
    const unread = rows.filter(({ readAt }) => readAt === null).length;
    expect(unread, email).toBeLessThan(rows.length);
    expect(await prisma.notificationCounts.findUnique({ where }), email).toMatchObject({ unread });
  }
  expect(await prisma.announcement.count()).toBe(1);
  expect(await prisma.delivery.count()).toBe(0);
  expect(await prisma.reactionOutbox.count()).toBe(0);
});

it('C9: is the same on every machine, and is made once, however often and by however many', async () => {
  const { database } = running.app;
  const before = await database.prisma.user.findMany({ select: { id: true, email: true }, orderBy: { email: 'asc' } });
  expect(await Promise.all([seedDemo(database), seedDemo(database)])).toEqual([false, false]);
  await using other = await startApp();
  const made = await Promise.all([
    seedDemo(other.app.database),
    seedDemo(other.app.database),
    seedDemo(other.app.database),
  ]);
  expect(made.filter(Boolean)).toHaveLength(1);
  const again = await other.app.database.prisma.user.findMany({
    select: { id: true, email: true },
    orderBy: { email: 'asc' },
  });
  expect(again).toEqual(before);
});

it('C9: leaves a database alone that somebody has an account in', async () => {
  await using used = await startApp();
  await aUser(used.app);
  expect(await seedDemo(used.app.database)).toBe(false);
  expect(await used.app.database.prisma.property.count()).toBe(0);
});

it('threat 28: production refuses the demo', () => {
  const production = {
    NODE_ENV: 'production',
    AUTH_SECRET: 'a secret of thirty-two characters and more',
    PUBLIC_URL: 'https://desk.example',
  };
  expect(readConfig(production).demo).toBe(false);
  expect(() => readConfig({ ...production, DEMO: '1' })).toThrow(/DEMO=1 is refused in production/);
});

it('threat 28: production refuses a database whose demo accounts are open still', async () => {
  await using seeded = await startApp({ DEMO: '1' });
  const { database } = seeded.app;
  await expect(refuseDemoAccounts(database)).rejects.toThrow(/holds the demo/);
  const [last, ...others] = demoPeople.map(({ email }) => demoUserId(email));
  await database.prisma.user.updateMany({ where: { id: { in: others } }, data: { status: 'DISABLED' } });
  await expect(refuseDemoAccounts(database)).rejects.toThrow(/1 of its accounts/);
  const passwordHash = await hashPassword('a password of their own');
  await database.prisma.user.update({ where: { id: last ?? '' }, data: { passwordHash } });
  await refuseDemoAccounts(database);
});

it('C9: every business has a menu, orders on its board, and payments that its ledger explains', async () => {
  const { prisma } = running.app.database;
  for (const { id: propertyId, slug } of await prisma.property.findMany()) {
    expect(await prisma.menuItem.count({ where: { propertyId } }), slug).toBeGreaterThan(1);
    const orders = await prisma.order.findMany({ where: { propertyId } });
    expect(new Set(orders.map(({ status }) => status)), slug).toEqual(new Set(['PLACED', 'PREPARING', 'DELIVERED']));
    const payments = await prisma.payment.findMany({ where: { propertyId } });
    expect(new Set(payments.map(({ status }) => status)), slug).toEqual(new Set(['CREATED', 'CAPTURED', 'REFUNDED']));
  }
});

it('C9: at every business somebody is on duty', async () => {
  for (const { slug, people } of businesses) {
    const providers = await running.app.database.prisma.provider.findMany({ where: { property: { slug } } });
    expect(providers.length, slug).toBeGreaterThan(0);
    expect(providers.length, slug).toBe(people.filter(({ serves }) => serves !== undefined).length);
  }
});

it('C9: dashboards, alerts, activity and the audit trail have something to show', async () => {
  const tokenOf = async (email: string) =>
    (await running.ask(signIn, { email, password: demoPassword })).data.signIn.session.accessToken;
  const { id } = (await running.ask('{ property(slug: "riverside-hotel") { id } }')).data.property;
  const shown = `query ($id: ID!) {
    dashboard(propertyId: $id) { bookingsToday inHouse unitsTaken openConversations openOrders revenue { amount } }
    metricSeries(propertyId: $id, metric: BOOKINGS) { points { value } }
    alerts(propertyId: $id) { nodes { status } }
    alertRules(propertyId: $id) { totalCount }
    activity(propertyId: $id) { nodes { kind } }
    auditLog(propertyId: $id) { nodes { event } }
  }`;
  const { data, errors } = await running.ask(shown, { id }, await tokenOf('owner@riverside-hotel.example'));
  expect(errors).toBeUndefined();
  const { dashboard, metricSeries, alerts, alertRules, activity, auditLog } = data;
  for (const [name, value] of Object.entries({ ...dashboard, revenue: dashboard.revenue.amount }))
    expect(value, name).toBeGreaterThan(0);
  expect(metricSeries.points.at(-1).value).toBe(dashboard.bookingsToday);
  expect(alerts.nodes).not.toEqual([]);
  expect(alertRules.totalCount).toBe(2);
  expect(activity.nodes).not.toEqual([]);
  expect(auditLog.nodes).not.toEqual([]);
});
