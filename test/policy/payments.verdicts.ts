import { randomUUID } from 'node:crypto';
import { aPayment } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { bookingOf } from './bookings.verdicts.js';
import { orderOf } from './orders.verdicts.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** A payment of whoever asks at another property, or of somebody else. */
export async function paymentOf(world: World, relation: Relation, asking: Asking): Promise<string> {
  if (relation === 'none') return globalId('Payment', randomUUID());
  const { id } = await bookingOf(world, relation, asking);
  const booking = await world.running.app.database.prisma.booking.findUniqueOrThrow({ where: { id } });
  return globalId('Payment', (await aPayment(world.running.app, booking)).id);
}

const payment = async (...of: [World, Relation, Asking]) => ({ id: await paymentOf(...of) });
const booking = async (...of: [World, Relation, Asking]) => ({ id: globalId('Booking', (await bookingOf(...of)).id) });

const read = { scope: 'payments:read', keyEverywhere: { same: 'A', other: 'A', none: 'N' } } as const;
const write = { scope: 'payments:write', keyEverywhere: { same: 'A', other: 'A', none: 'N' } } as const;
const takesMoney = { same: 'U N N R A A A A A R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' };
const verb = (name: string) => `mutation ($id: ID!) { ${name}(input: { id: $id }) { ${errors} } }`;

export const paymentVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  payment: {
    document: 'query ($id: ID!) { payment(id: $id) { status } }',
    variables: payment,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N N A A A A A R',
      other: 'U N N N N N A A N R',
      none: 'U N N N N N N N N R',
    },
    ...read,
  },
  payments: {
    document: '{ payments { totalCount } }',
    verdicts: { none: 'U A A A A A A A A R' },
    scope: 'payments:read',
    keyEverywhere: { none: 'A' },
  },
  'node Payment': {
    document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
    variables: payment,
    isNode: true,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'N N N N A A A A A N',
      other: 'N N N N N N A A N N',
      none: 'N N N N N N N N N N',
    },
    ...read,
  },
  // A key has to find the booking, too: these are asked of people alone.
  'Booking.bill': {
    document: 'query ($id: ID!) { booking(id: $id) { bill { status } } }',
    variables: booking,
    verdicts: { own: '- A A A A A A A - -', same: 'U N N R A A A A - -', other: 'U N N N N N A A - -' },
  },
  'Booking.payments': {
    document: 'query ($id: ID!) { booking(id: $id) { payments { totalCount } } }',
    variables: booking,
    verdicts: { own: '- A A A A A A A - -', same: 'U N N R A A A A - -', other: 'U N N N N N A A - -' },
  },
  'Order.payments': {
    document: 'query ($id: ID!) { order(id: $id) { payments { totalCount } } }',
    variables: async (...of) => ({ id: await orderOf(...of) }),
    verdicts: { own: '- A A A A A A A - -', same: 'U N N R A A A A - -', other: 'U N N N N N A A - -' },
  },
  'Payment.clientSecret': {
    document: 'query ($id: ID!) { payment(id: $id) { clientSecret } }',
    variables: payment,
    verdicts: { own: '- A A A A A A A - -', same: 'U N N N R R R R R R', other: 'U N N N N N R R N R' },
    scope: 'payments:read',
    keyEverywhere: { same: 'R', other: 'R' },
  },
  createPayment: {
    document: `mutation ($id: ID!) { createPayment(input: { bookingId: $id, gateway: "desk" }) { ${errors} } }`,
    variables: booking,
    verdicts: { own: '- A A A A A A A - -', ...takesMoney },
    ...write,
  },
  capturePayment: {
    document: verb('capturePayment'),
    variables: payment,
    verdicts: { own: '- R R R R R A A - -', ...takesMoney },
    ...write,
  },
  failPayment: {
    document: verb('failPayment'),
    variables: payment,
    verdicts: { own: '- R R R R R A A - -', ...takesMoney },
    ...write,
  },
  cancelPayment: {
    document: verb('cancelPayment'),
    variables: payment,
    verdicts: { own: '- A A A A A A A - -', ...takesMoney },
    ...write,
  },
  refundPayment: {
    document: verb('refundPayment'),
    variables: payment,
    verdicts: { own: '- R R R R R A A - -', ...takesMoney, same: 'U N N R R A A A A R' },
    ...write,
  },
};
