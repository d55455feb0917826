import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderStatusChanged } from '../../src/orders/events.js';
import type { Gateway } from '../../src/payments/gateway.js';
import { system } from '../../src/realtime/event.js';
import { aCashier, act, aNight, type Cashier, createPayment } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { anOrder, aUser } from '../support/factories.js';
import { acmeCharges, acmeSignature } from './acme.js';
import { type Modules, newModules } from './modules.js';
import { snippet } from './snippets.js';

let running: RunningApp;
let cashier: Cashier;
let modules: Modules;
let gatewayPath: string;
let rulePath: string;
beforeAll(async () => {
  running = await startApp();
  cashier = await aCashier(running);
  modules = newModules();
  gatewayPath = modules.add(
    'acme-gateway.ts',
    snippet('docs/payments.md', 'Another gateway, in one file', 'ts')
      .replace("'./gateway.js'", "'#src/payments/gateway.js'")
      .replace("'acme'", "'../acme.js'"),
  );
  rulePath = modules.add(
    'rules.ts',
    `import { defineRule } from '#src/notifications/rule.js';
    import { orderStatusChanged } from '#src/orders/events.js';
    export const rules = [${snippet('docs/notifications.md', '… a rule', 'ts')}];`,
  );
});
afterAll(async () => {
  modules[Symbol.dispose]();
  await running.close();
});

it('what the pages show in TypeScript has the types that it says', async () => {
  expect(await modules.problems()).toBe('');
}, 120_000);

it('P3: the gateway of the page charges, hears of it by webhook, and gives back', async () => {
  const key = 'a key of acme';
  const { acmeGateway } = await import(gatewayPath);
  expect(acmeGateway({ key: undefined })).toBeUndefined();
  (running.app.gateways as Map<string, Gateway>).set('acme', acmeGateway({ key }));
  const deliver = async (charge: string, signature: (body: string) => string) => {
    const body = JSON.stringify({ id: `event of ${charge}`, charge });
    const headers = { 'acme-signature': signature(body) };
    return (await fetch(`${running.url}/webhooks/payments/acme`, { method: 'POST', headers, body })).status;
  };
  const { id: bookingId } = await aNight(running, cashier);
  const made = await running.ask(createPayment, { input: { bookingId, gateway: 'acme' } }, cashier.phone);
  const { payment } = made.data.createPayment;
  const charge = [...acmeCharges.values()].at(-1);
  if (charge === undefined) throw new Error('Nothing was charged.');
  expect(payment).toMatchObject({ status: 'CREATED', clientSecret: charge.checkoutToken });

  Object.assign(charge, { state: 'PAID', captured: charge.amount });
  expect(await deliver(charge.id, () => 'not its signature')).toBe(401);
  expect(await deliver(charge.id, (body) => acmeSignature(key, body))).toBe(200);
  const status = async () =>
    (await running.ask('query ($id: ID!) { payment(id: $id) { status } }', { id: payment.id }, cashier.owner.token))
      .data.payment.status;
  await eventually(async () => expect(await status()).toBe('CAPTURED'));

  await running.ask(act('refundPayment'), { input: { id: payment.id } }, cashier.owner.token);
  await eventually(async () => expect(await status()).toBe('REFUNDED'));
  expect(charge.refunds).toMatchObject([{ amount: charge.amount }]);
});

it('N1: the rule of the page tells the guest that their order is ready, and of nothing else', async () => {
  const { rules } = await import(rulePath);
  const guest = await aUser(running.app);
  const order = await anOrder(running.app, cashier.property, { guestId: guest.id });
  const noticesOf = async (to: 'READY' | 'PREPARING') => {
    const { id, propertyId } = order;
    const about = {
      orderId: id,
      propertyId,
      guestId: guest.id,
      bookingId: null,
      from: 'PLACED',
      version: 2,
      to,
      reason: null,
    } as const;
    const event = { ...orderStatusChanged(system, about), at: new Date() };
    return (await rules[0].notices(running.app.database.prisma, event)).notices;
  };
  expect(await noticesOf('PREPARING')).toEqual([]);
  expect(await noticesOf('READY')).toMatchObject([
    { to: [guest.id], text: 'order.ready', values: { code: order.code }, subject: { type: 'Order', id: order.id } },
  ]);
});
