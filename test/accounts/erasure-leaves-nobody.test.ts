import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../src/generated/prisma/client.js';
import { streamOf } from '../../src/realtime/streams.js';
import { type RunningApp, startApp } from '../support/app.js';
import {
  aBooking,
  aMember,
  anOffering,
  anOrder,
  aPayment,
  aProperty,
  aUser,
  password,
  signedIn,
} from '../support/factories.js';
import { erased, kept, named, nobodys } from './columns-of-persons.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const canary = 'canary-person';

it('A8: every column that can hold a text is known to hold a person or not', async () => {
  const columns = await running.app.database.query<{ name: string }>(`
    SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
      AND (c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea') OR c.udt_name = '_text')`);
  const known = named(erased, kept, nobodys);
  expect(columns.map(({ name }) => name).sort()).toEqual([...known].sort());
});

it('A8: an erasure leaves nobody in any of them, and the money where it was', async () => {
  const { prisma } = running.app.database;
  const { user, paymentId } = await somebodyEverywhere();
  expect(await columnsWithCanary()).toEqual(named(erased, kept).sort());
  const answer = await running.ask(
    `mutation { eraseMyAccount(input: { password: "${password}" }) { erased userErrors { code } } }`,
    {},
    await signedIn(running.app, user),
  );
  expect(answer.data.eraseMyAccount).toEqual({ erased: true, userErrors: [] });
  expect(await columnsWithCanary()).toEqual(named(kept).sort());

  expect(await prisma.payment.findUnique({ where: { id: paymentId } })).toMatchObject({
    amount: 20_000,
    guestId: user.id,
  });
  expect(await prisma.booking.findFirst({ where: { guestId: user.id } })).toMatchObject({
    guestName: 'Erased user',
    guestEmail: null,
    guestPhone: null,
    notes: '',
    version: 2,
  });
  expect(await prisma.order.findFirst({ where: { guestId: user.id } })).toMatchObject({ totalAmount: 2_500 });
});

/** A guest, driver and colleague who has left something of themselves wherever one can. */
async function somebodyEverywhere(): Promise<{ user: User; paymentId: string }> {
  const { app } = running;
  const { prisma } = app.database;
  const user = await aUser(app, {
    name: canary,
    email: `${canary}@example.com`,
    avatarUrl: `https://x.example/${canary}`,
  });
  await prisma.userSettings.update({ where: { userId: user.id }, data: { timeZone: canary } });
  await signedIn(app, user, { device: canary, userAgent: canary, address: canary });
  await prisma.identity.create({ data: { issuer: canary, subject: canary, userId: user.id } });
  const property = await aProperty(app);
  await aMember(app, property, 'OWNER');
  await aMember(app, property, 'STAFF', user);
  await prisma.invitation.create({
    data: {
      propertyId: property.id,
      email: `${canary}@example.com`,
      role: 'STAFF',
      tokenHash: new Uint8Array(32),
      expiresAt: new Date(),
    },
  });
  const provider = await prisma.provider.create({
    data: { propertyId: property.id, userId: user.id, name: canary, kind: 'DRIVER', statusReason: canary },
  });
  await prisma.telegramChat.create({ data: { id: canary, providerId: provider.id } });
  const booking = await aBooking(app, await anOffering(app, property), {
    guestId: user.id,
    guestName: canary,
    guestEmail: `${canary}@example.com`,
    guestPhone: canary,
    notes: canary,
  });
  const payment = await aPayment(app, booking, { method: canary, failureReason: canary });
  await prisma.ledgerEntry.create({
    data: { paymentId: payment.id, kind: 'CAPTURED', amount: 20_000, cause: 'test', actor: 'system', note: canary },
  });
  await anOrder(app, property, {
    guestId: user.id,
    place: canary,
    notes: canary,
    lines: { create: [{ position: 1, name: 'Soup', priceAmount: 1_250, quantity: 2, notes: canary }] },
  });
  await prisma.stream.create({ data: { id: streamOf.booking(booking.id), seq: 1 } });
  await prisma.event.create({
    data: {
      stream: streamOf.booking(booking.id),
      seq: 1,
      id: booking.id,
      type: 'BookingStatusChanged',
      actor: `user:${user.id}`,
      payload: { reason: canary },
    },
  });
  await prisma.alert.create({
    data: { propertyId: property.id, severity: 'INFO', title: canary, body: canary, raisedById: user.id },
  });
  await writes(user, property.id);
  await isTold(user, property.id, provider.id);
  await prisma.idempotency.create({
    data: {
      actor: `user:${user.id}`,
      key: 'x',
      operation: 'x',
      bodyHash: new Uint8Array(32),
      answer: { name: canary },
    },
  });
  return { user, paymentId: payment.id };
}

async function writes(user: User, propertyId: string): Promise<void> {
  const { prisma } = running.app.database;
  const conversation = await prisma.conversation.create({
    data: { kind: 'GUEST_STAFF', propertyId, startedById: user.id, subject: canary },
  });
  const conversationId = conversation.id;
  const message = await prisma.message.create({
    data: { conversationId, sequence: 1, senderId: user.id, senderKind: 'GUEST', body: canary, clientMessageId: 'x' },
  });
  await prisma.messageVersion.create({ data: { messageId: message.id, version: 1, body: canary } });
  await prisma.note.create({ data: { conversationId, sequence: 1, authorId: user.id, body: canary } });
  await prisma.attachment.create({ data: { conversationId, uploaderId: user.id, name: canary, bytes: 1 } });
}

async function isTold(user: User, propertyId: string, providerId: string): Promise<void> {
  const { prisma } = running.app.database;
  const manager = await aUser(running.app);
  const { id: notificationId } = await prisma.notification.create({
    data: {
      userId: manager.id,
      actorId: user.id,
      propertyId,
      type: 'PROVIDER',
      priority: 'LOW',
      text: 'provider.unavailable',
      values: { provider: canary },
      subjectType: 'Provider',
      subjectId: providerId,
      dedupeKey: 'test',
    },
  });
  const dueAt = new Date(Date.now() + 3_600_000);
  const toOther = await prisma.delivery.create({
    data: { userId: manager.id, notificationId, channel: 'EMAIL', dueAt },
  });
  await prisma.devMail.create({
    data: { deliveryId: toOther.id, to: String(manager.email), subject: canary, html: canary, text: canary },
  });
  const toMe = await prisma.delivery.create({ data: { userId: user.id, channel: 'WEB_PUSH', target: canary, dueAt } });
  await prisma.devMail.create({
    data: { deliveryId: toMe.id, to: `${canary}@example.com`, subject: '', html: '', text: '' },
  });
  const endpoint = `https://push.example/${canary}`;
  await prisma.pushSubscription.create({
    data: { userId: user.id, endpoint, p256dh: canary, auth: canary, device: canary },
  });
}

/** Where the canary stands, in whatever table. */
async function columnsWithCanary(): Promise<string[]> {
  const { query } = running.app.database;
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found = new Set<string>();
  for (const { name } of tables) {
    const rows = await query<{ column: string }>(
      `SELECT DISTINCT x.key AS "column" FROM "${name}" t, jsonb_each_text(to_jsonb(t)) x WHERE x.value ILIKE '%${canary}%'`,
    );
    for (const { column } of rows) found.add(`${name}.${column}`);
  }
  return [...found].sort();
}
