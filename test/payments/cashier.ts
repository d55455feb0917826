import { expect } from 'vitest';
import { inDays } from '../bookings/clock.js';
import { aDesk, book, type Desk } from '../bookings/desk.js';
import type { RunningApp } from '../support/app.js';
import { aMember, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

export const paymentFields = `id status version gateway method allowedTransitions failureReason captureLater
  amount { amount currency } captured { amount } refunded { amount } refundPending { amount } disputed { amount }
  ledger { kind amount { amount } note }`;

const errors = `userErrors { __typename code field message ... on InvalidTransitionError { from allowed } }`;

export const createPayment = `mutation ($input: CreatePaymentInput!) {
  createPayment(input: $input) { payment { ${paymentFields} clientSecret } ${errors} }
}`;
/** Who takes the money sees what a guest pays with no more than anybody else. */
export const makeOut = createPayment.replace(' clientSecret', '');
export const act = (name: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) { payment { ${paymentFields} } ${errors} }
}`;
export const billOf = `query ($id: ID!) { booking(id: $id) { status bill { status
  stay { amount } orders { amount } paid { amount } returned { amount } open { amount } due { amount currency } } } }`;

/** A desk with an owner and a manager. */
export async function aCashier(
  running: RunningApp,
  ...of: Parameters<typeof aDesk> extends [unknown, ...infer Rest] ? Rest : never
) {
  const desk = await aDesk(running, ...of);
  const person = async (role: 'OWNER' | 'MANAGER') => {
    const { user, membership } = await aMember(running.app, desk.property, role);
    return { user, membership, token: await signedIn(running.app, user) };
  };
  const [owner, manager] = [await person('OWNER'), await person('MANAGER')];
  return { ...desk, owner, manager };
}

export type Cashier = Awaited<ReturnType<typeof aCashier>>;

let day = 20;

/** A night somebody has booked for themselves: 100.00. */
export const aNight = (running: RunningApp, desk: Desk) => {
  day += 1;
  return book(running, desk, { from: inDays(day), to: inDays(day + 1) });
};

/** Does something to a payment, which has to go well. */
export async function done(running: RunningApp, name: string, input: object, token: string) {
  const document = name === 'createPayment' ? makeOut : act(name);
  const { data, errors: faults } = await running.ask(document, { input }, token);
  expect(faults).toBeUndefined();
  expect(data[name].userErrors).toEqual([]);
  return data[name].payment;
}

/** And what has to be refused: the errors. */
export async function refused(running: RunningApp, name: string, input: object, token: string) {
  const document = name === 'createPayment' ? makeOut : act(name);
  const { data, errors: faults } = await running.ask(document, { input }, token);
  expect(faults).toBeUndefined();
  expect(data[name].payment).toBeNull();
  return data[name].userErrors;
}

export const billFor = async (running: RunningApp, id: string, token: string) => {
  const { data, errors: faults } = await running.ask(billOf, { id }, token);
  expect(faults).toBeUndefined();
  const { status, bill } = data.booking;
  return { booking: status, status: bill.status, due: bill.due.amount, open: bill.open.amount, paid: bill.paid.amount };
};

export const rawId = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
export const paymentId = (id: string): string => globalId('Payment', id);
