import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createFrontdeskClient, type FrontdeskClient, type Tokens } from '../../src/client/index.js';
import { inDays } from '../bookings/clock.js';
import { aDesk } from '../bookings/desk.js';
import { type RunningApp, startApp } from '../support/app.js';
import { password } from '../support/factories.js';

let running: RunningApp;
const clients: FrontdeskClient[] = [];
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await running.close();
});

const signIn = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { session { accessToken refreshToken expiresAt } }
}`;
const seen = `__typename ... on BookingCreated { status } ... on BookingStatusChanged { to } ... on BookingModified { changes }`;

async function signedInAs(email: string | null): Promise<FrontdeskClient> {
  const client = createFrontdeskClient({
    url: `${running.url}/graphql`,
    webSocketImpl: WebSocket,
    backoff: { baseMs: 5, capMs: 50 },
  });
  clients.push(client);
  const answer = await client.mutate<{ signIn: { session: Tokens } }>(signIn, { email, password });
  client.session.set(answer.signIn.session);
  return client;
}

/** What a screen shows of bookings, once its feed is live. */
async function watching(
  client: FrontdeskClient,
  document: string,
  variables: Record<string, unknown>,
): Promise<unknown[]> {
  const heard: unknown[] = [];
  let ready = false;
  client.subscribe(document, variables, {
    onEvent: (event) => {
      if (event.__typename?.startsWith('Booking') === true) heard.push(event);
    },
    onReady: () => {
      ready = true;
    },
  });
  await expect.poll(() => ready).toBe(true);
  return heard;
}

it('B10: a guest’s phone and a desk’s screen see each other’s changes live, each by a client of its own', async () => {
  const desk = await aDesk(running);
  const phone = await signedInAs(desk.guest.email);
  const screen = await signedInAs(desk.staff.email);
  const onPhone = await watching(phone, `subscription { viewerEvents { ${seen} } }`, {});
  const onScreen = await watching(screen, `subscription ($id: ID!) { propertyEvents(propertyId: $id) { ${seen} } }`, {
    id: desk.propertyId,
  });
  const { createBooking } = await phone.mutate<{ createBooking: { booking: { id: string } } }>(
    `mutation ($offeringId: ID!, $from: SlotTime!, $to: SlotTime!) {
      createBooking(input: { offeringId: $offeringId, from: $from, to: $to }) { booking { id } }
    }`,
    { offeringId: desk.offeringId, from: inDays(20), to: inDays(22) },
  );
  const { id } = createBooking.booking;
  await expect.poll(() => onScreen).toMatchObject([{ __typename: 'BookingCreated', status: 'PENDING' }]);
  await screen.mutate('mutation ($id: ID!) { confirmBooking(input: { id: $id }) { booking { status } } }', { id });
  await expect.poll(() => onPhone.at(-1)).toMatchObject({ __typename: 'BookingStatusChanged', to: 'CONFIRMED' });
  await phone.mutate(
    'mutation ($id: ID!) { modifyBooking(input: { id: $id, notes: "A cot" }) { booking { version } } }',
    { id },
  );
  await expect.poll(() => onScreen.at(-1)).toMatchObject({ __typename: 'BookingModified', changes: ['notes'] });
  await phone.mutate('mutation ($id: ID!) { cancelBooking(input: { id: $id }) { booking { status } } }', { id });
  const whole = ['BookingCreated', 'BookingStatusChanged', 'BookingModified', 'BookingStatusChanged'];
  for (const heard of [onPhone, onScreen])
    await expect.poll(() => heard.map((event) => (event as { __typename: string }).__typename)).toEqual(whole);
});
