import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireBookings } from '../../src/bookings/expire-bookings.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';
import { inDays } from './clock.js';
import { aDesk, book, createBooking, modify, reschedule, transition } from './desk.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());

const thread = `query ($id: ID!) { booking(id: $id) { conversation {
  id kind subject participantCount unreadCount: viewerUnreadCount booking { id }
  messages { nodes { type senderKind sequence body sender { id } } }
} } }`;
const look = async (id: string, token: string) => {
  const { data, errors } = await running.ask(thread, { id }, token);
  expect(errors).toBeUndefined();
  return data.booking.conversation;
};
const saidIn = async (id: string, token: string): Promise<string[]> =>
  (await look(id, token)).messages.nodes.map(({ body }: { body: string }) => body);
const nights = { from: inDays(10), to: inDays(12) };

it('M1: a booking has its own thread from its first moment, of its guest and the desk', async () => {
  const desk = await aDesk(running);
  const booking = await book(running, desk, nights);
  const seen = await look(booking.id, desk.phone);
  expect(seen).toMatchObject({
    kind: 'GUEST_STAFF',
    subject: `Booking ${booking.code}`,
    participantCount: 1,
    booking: { id: booking.id },
  });
  expect(seen.messages.nodes).toMatchObject([{ type: 'SYSTEM', senderKind: 'SYSTEM', sequence: 1, sender: null }]);
  const send = `mutation ($id: ID!, $body: String!) {
    sendMessage(input: { conversationId: $id, body: $body }) { message { sequence } userErrors { code } }
  }`;
  const asked = await running.ask(send, { id: seen.id, body: 'Is there parking?' }, desk.phone);
  expect(asked.data.sendMessage).toEqual({ message: { sequence: 2 }, userErrors: [] });
  const answer = await running.ask(send, { id: seen.id, body: 'There is.' }, desk.desk);
  expect(answer.data.sendMessage.message.sequence).toBe(3);
  const [conversation] = await running.app.database.prisma.conversation.findMany({
    where: { propertyId: desk.property.id },
    include: { participants: true },
  });
  expect(conversation?.participantCount).toBe(conversation?.participants.length);
});

it('M1: a booking that is not made has no thread, and one on nobody’s account is the desk’s', async () => {
  const desk = await aDesk(running, { units: 1 });
  await book(running, desk, nights);
  const lost = await running.ask(createBooking, { input: { offeringId: desk.offeringId, ...nights } }, desk.phone);
  expect(lost.data.createBooking.userErrors).toMatchObject([{ code: 'SLOT_UNAVAILABLE' }]);
  const { prisma } = running.app.database;
  expect(await prisma.conversation.count({ where: { propertyId: desk.property.id } })).toBe(1);
  const input = { offeringId: desk.offeringId, from: inDays(20), to: inDays(21), guest: { name: 'Walk-in' } };
  const { data } = await running.ask(createBooking, { input }, desk.desk);
  expect(await look(data.createBooking.booking.id, desk.desk)).toMatchObject({ participantCount: 0 });
});

it('M18: what happens to a booking stands in its thread, in order, once', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, nights);
  await running.ask(transition('confirmBooking'), { id }, desk.desk);
  await running.ask(reschedule, { input: { id, from: inDays(11), to: inDays(14) } }, desk.phone);
  // What guests read by themselves is no news to anybody.
  await running.ask(modify, { input: { id, notes: 'Late' } }, desk.phone);
  const key = { id, reason: 'Ill' };
  for (let time = 0; time < 2; time++) await running.ask(transition('cancelBooking'), key, desk.phone);
  const { name } = desk.offering;
  expect(await saidIn(id, desk.phone)).toEqual([
    `Requested: 1 × ${name}, ${nights.from} – ${nights.to}.`,
    'The booking is confirmed.',
    `Changed: 1 × ${name}, ${inDays(11)} – ${inDays(14)}.`,
    'The booking was cancelled (Ill).',
  ]);
  const waiting = await book(running, desk, nights);
  await running.app.database.prisma.booking.updateMany({
    where: { status: 'PENDING' },
    data: { expiresAt: new Date(0) },
  });
  expect(await expireBookings(running.app.database)).toBeGreaterThan(0);
  expect((await saidIn(waiting.id, desk.phone)).at(-1)).toMatch(/has expired/);
});

it('M18: it is unread for those who did not do it themselves, and comes live with what it tells', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, nights);
  const conversationId = (await look(id, desk.phone)).id;
  await using phone = openSocket(running, desk.phone);
  const live = phone.follow(
    `subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename ... on MessageSent { message { body } } } }`,
    { id: conversationId },
  );
  await eventually(() => expect(live.items).toHaveLength(1));
  await running.ask(transition('confirmBooking'), { id }, desk.desk);
  await eventually(() =>
    expect(live.items.slice(1)).toEqual([
      { __typename: 'MessageSent', message: { body: 'The booking is confirmed.' } },
    ]),
  );
  const { prisma } = running.app.database;
  const state = () =>
    prisma.conversation.findUniqueOrThrow({
      where: { bookingId: Buffer.from(id, 'base64').toString().slice('Booking:'.length) },
      include: { participants: true },
    });
  // The guest booked and has read that; the desk confirmed, and has still to look at the request.
  expect(await state()).toMatchObject({ lastSequence: 2, deskReadSequence: 0, participants: [{ readSequence: 1 }] });
  const read = 'mutation ($id: ID!) { markConversationRead(input: { conversationId: $id }) { userErrors { code } } }';
  for (const token of [desk.phone, desk.desk]) await running.ask(read, { id: conversationId }, token);
  await running.ask(transition('checkInBooking'), { id }, desk.desk);
  await running.ask(transition('cancelBooking'), { id, reason: null }, desk.desk);
  const { lastSequence, deskReadSequence, participants } = await state();
  expect([lastSequence - deskReadSequence, lastSequence - (participants[0]?.readSequence ?? 0)]).toEqual([
    0,
    lastSequence - 2,
  ]);
  expect(lastSequence).toBe(3);
});

it('M18: a thread speaks the language of the property', async () => {
  const desk = await aDesk(running, {}, { settings: { create: { locale: 'ko', autoConfirm: true } } });
  const booking = await book(running, desk, nights);
  expect((await look(booking.id, desk.phone)).subject).toBe(`예약 ${booking.code}`);
  expect((await saidIn(booking.id, desk.phone))[0]).toMatch(/^예약되었습니다/);
});

it('A4: nobody else reads the thread, whoever is assigned or was added to it not the booking', async () => {
  const desk = await aDesk(running);
  const { id } = await book(running, desk, nights);
  const guide = await aUser(running.app);
  const { id: providerId } = await running.app.database.prisma.provider.create({
    data: { propertyId: desk.property.id, name: 'Ana', kind: 'GUIDE', userId: guide.id },
  });
  const token = await signedIn(running.app, guide);
  await running.ask(
    'mutation ($id: ID!, $providerId: ID!) { assignProvider(input: { bookingId: $id, providerId: $providerId }) { userErrors { code } } }',
    { id, providerId: globalId('Provider', providerId) },
    desk.desk,
  );
  expect((await saidIn(id, desk.phone)).at(-1)).toBe('Ana is assigned.');
  const seen = await running.ask('query ($id: ID!) { booking(id: $id) { code conversation { id } } }', { id }, token);
  expect(seen.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  const { id: conversationId } = await look(id, desk.phone);
  const { user: other } = await aMember(running.app, (await aDesk(running)).property, 'STAFF');
  await running.app.database.prisma.participant.create({
    data: {
      conversationId: Buffer.from(conversationId, 'base64').toString().slice('Conversation:'.length),
      userId: other.id,
      role: 'PARTICIPANT',
    },
  });
  const added = await running.ask(
    'query ($id: ID!) { conversation(id: $id) { subject booking { code } } }',
    { id: conversationId },
    await signedIn(running.app, other),
  );
  expect(added.data.conversation).toMatchObject({ booking: null });
});
