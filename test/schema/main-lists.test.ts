import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { aBooking, anOffering, anOrder, aPayment, aProperty, aUser, signedIn } from '../support/factories.js';

let running: RunningApp;
let admin: string;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_COST: '100000' });
  const { prisma } = running.app.database;
  const me = await aUser(running.app, { role: 'ADMIN' });
  admin = await signedIn(running.app, me);
  for (let number = 0; number < 12; number++) {
    const property = await aProperty(running.app);
    const guest = await aUser(running.app);
    const provider = await prisma.provider.create({ data: { propertyId: property.id, name: 'Guide', kind: 'GUIDE' } });
    const offering = await anOffering(running.app, property);
    const booking = await aBooking(running.app, offering, { guestId: guest.id, providerId: provider.id });
    await aPayment(running.app, booking);
    await anOrder(running.app, property, { bookingId: booking.id, guestId: guest.id });
    const conversation = await prisma.conversation.create({
      data: {
        kind: 'GUEST_STAFF',
        propertyId: property.id,
        bookingId: booking.id,
        startedById: guest.id,
        lastSequence: 1,
        participantCount: 1,
        participants: { create: { userId: guest.id, role: 'OWNER' } },
      },
    });
    const message = await prisma.message.create({
      data: {
        conversationId: conversation.id,
        sequence: 1,
        senderId: guest.id,
        senderKind: 'GUEST',
        body: 'Hi',
        clientMessageId: 'x',
      },
    });
    await prisma.conversation.update({ where: { id: conversation.id }, data: { lastMessageId: message.id } });
    await prisma.notification.create({
      data: {
        userId: me.id,
        actorId: guest.id,
        type: 'MESSAGE',
        priority: 'LOW',
        text: 'message.received',
        values: {},
        dedupeKey: `${number}`,
      },
    });
  }
});
afterAll(() => running.close());

/** Those that read what people have made: timers and heartbeats ask for nothing of it. */
const ofLists =
  /\b(booking|offering|unit|allocation|provider|payment|ledger_entry|"?order"?|order_line|conversation|participant|message|notification|property|user)\b/;

/** The least of three, since what goes on in the background may ask in between. */
async function statements(document: string, first: number): Promise<number> {
  const counts: number[] = [];
  for (let time = 0; time < 3; time++) {
    let answer: Awaited<ReturnType<RunningApp['ask']>> | undefined;
    const all = await statementsOf(async () => {
      answer = await running.ask(document, { first }, admin);
    });
    expect(answer?.errors).toBeUndefined();
    const [list] = Object.values<{ nodes: unknown[] }>(answer?.data ?? {});
    expect(list?.nodes).toHaveLength(first);
    counts.push(all.filter((text) => ofLists.test(text)).length);
  }
  return Math.min(...counts);
}

it.each([
  [
    'bookings',
    `code guestName total { amount } offering { name } property { name } provider { name } guest { name } units { name }
     conversation { subject } payments(first: 3) { nodes { status } } orders(first: 3) { nodes { code } }`,
  ],
  [
    'conversations',
    `subject property { name } startedBy { name } assignee { name } lastMessage { body sender { name } }
     booking { code } participants(first: 3) { nodes { user { name } } }`,
  ],
  ['orders', 'code total { amount } property { name } guest { name } booking { code } lines { name }'],
  ['payments', 'status amount { amount } property { name } guest { name } booking { code } ledger { kind }'],
  ['notifications', 'title body actor { name }'],
])('F11: ten %s with what is on them cost as many statements as two', async (list, fields) => {
  const document = `query ($first: Int) { ${list}(first: $first) { nodes { ${fields} } } }`;
  await statements(document, 2);
  const two = await statements(document, 2);
  expect(two).toBeGreaterThan(0);
  expect(await statements(document, 10)).toBe(two);
});
