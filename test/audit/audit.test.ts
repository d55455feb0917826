import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sealPage } from '../../src/audit/seal.js';
import { type Transaction, transact } from '../../src/database/transaction.js';
import { inDays } from '../bookings/clock.js';
import { book, reschedule, transition } from '../bookings/desk.js';
import { aGuest, aTalk, done as did } from '../messaging/people.js';
import { aCashier, done as paid } from '../payments/cashier.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, password, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000' });
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 180_000 });

const log = `query ($id: ID, $filter: AuditFilter, $first: Int, $after: String) {
  auditLog(propertyId: $id, filter: $filter, first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes {
    id at action event outcome nodeType nodeId before after sessionId requestId address userAgent actor { kind id name } property { id } } } }`;
const verification = `query ($id: ID, $after: Int! = 0) { auditVerification(propertyId: $id, after: $after) {
  intact brokenAt checked next unsealed head { sequence hash } } }`;

interface Entry {
  id: string;
  action: string | null;
  event: string | null;
  outcome: string;
  nodeType: string | null;
  nodeId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  sessionId: string | null;
  address: string | null;
  actor: { kind: string; id: string | null; name: string | null };
}

/** The oldest first. */
async function entriesOf(variables: object, token: string): Promise<Entry[]> {
  const { data, errors } = await running.ask(log, { first: 100, ...variables }, token);
  expect(errors).toBeUndefined();
  return data.auditLog.nodes.toReversed();
}

const allSealed = (id: string | undefined, token: string) =>
  eventually(async () => {
    const { data } = await running.ask(verification, { id }, token);
    expect(data.auditVerification.unsealed).toBe(0);
    return data.auditVerification;
  });

it('D3: the audit of a booking tells its whole story: who, what, from where, before and after', async () => {
  const cashier = await aCashier(running);
  const { id } = await book(running, cashier, { from: inDays(5), to: inDays(6), guest: { name: 'Ana Secret' } });
  const does = async (document: string, variables: object, name: string) => {
    const { data, errors } = await running.ask(document, variables, cashier.desk);
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
  };
  await does(transition('confirmBooking'), { id }, 'confirmBooking');
  await does(reschedule, { input: { id, from: inDays(6), to: inDays(7) } }, 'rescheduleBooking');
  await paid(running, 'createPayment', { bookingId: id, gateway: 'desk', amount: 10_000 }, cashier.owner.token).then(
    (payment) => paid(running, 'capturePayment', { id: payment.id }, cashier.owner.token),
  );
  // The day has come.
  await running.app.database.query('UPDATE booking SET "from" = $1 WHERE property_id = $2::uuid', [
    inDays(0),
    cashier.property.id,
  ]);
  await does(transition('checkInBooking'), { id }, 'checkInBooking');
  await does(transition('completeBooking'), { id }, 'completeBooking');

  const story = await entriesOf({ id: cashier.propertyId, filter: { nodeId: id } }, cashier.owner.token);
  expect(story.map(({ action, event }) => `${action} ${event}`)).toEqual([
    'createBooking BookingCreated',
    'confirmBooking BookingStatusChanged',
    'rescheduleBooking BookingModified',
    'createPayment PaymentStatusChanged',
    'capturePayment PaymentStatusChanged',
    'checkInBooking BookingStatusChanged',
    'completeBooking BookingStatusChanged',
  ]);
  // Not in the trail of the platform either: what was written about it, and what the guest was told.
  await eventually(async () =>
    expect(await running.app.database.prisma.notification.count({ where: { userId: cashier.guest.id } })).toBe(5),
  );
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  expect((await entriesOf({ filter: { nodeId: id } }, admin)).map((entry) => entry.id)).toEqual(
    story.map((entry) => entry.id),
  );
  const [created, confirmed, moved, , captured, checkedIn, completed] = story;
  expect(created).toMatchObject({
    nodeType: 'Booking',
    nodeId: id,
    before: null,
    after: { status: 'PENDING', from: inDays(5), guestName: '(not shown)', totalAmount: 10_000 },
    actor: { kind: 'USER', id: globalId('User', cashier.guest.id), name: cashier.guest.name },
    address: expect.stringMatching(/127\.0\.0\.1|::1/),
  });
  expect(created?.sessionId).not.toBeNull();
  expect(confirmed).toMatchObject({
    before: { status: 'PENDING' },
    after: { status: 'CONFIRMED' },
    actor: { id: globalId('User', cashier.staff.id) },
  });
  expect(moved).toMatchObject({ before: { from: inDays(5) }, after: { from: inDays(6) } });
  expect(captured).toMatchObject({
    nodeType: 'Payment',
    before: { status: 'CREATED', capturedAmount: 0 },
    after: { status: 'CAPTURED', capturedAmount: 10_000 },
    actor: { id: globalId('User', cashier.owner.user.id) },
  });
  expect(checkedIn).toMatchObject({ before: { status: 'CONFIRMED' }, after: { status: 'CHECKED_IN' } });
  expect(completed).toMatchObject({ before: { status: 'CHECKED_IN' }, after: { status: 'COMPLETED' } });
  // Neither the trail nor any copy of it has what erasure must be able to remove.
  const rows = await running.app.database.query('SELECT before::text, after::text FROM audit_entry');
  expect(JSON.stringify(rows)).not.toContain('Ana Secret');
  expect(JSON.stringify(rows)).not.toContain('@example.com');

  const byActor = await entriesOf(
    { id: cashier.propertyId, filter: { actorId: globalId('User', cashier.staff.id), actions: ['confirmBooking'] } },
    cashier.owner.token,
  );
  expect(byActor.map(({ nodeId }) => nodeId)).toEqual([id]);
  const past = await entriesOf({ id: cashier.propertyId, filter: { to: '2020-01-01T00:00:00Z' } }, cashier.owner.token);
  expect(past).toEqual([]);
  const pages: string[] = [];
  const variables: { id: string; first: number; after: string | null } = {
    id: cashier.propertyId,
    first: 2,
    after: null,
  };
  for (let more = true; more; ) {
    const page: {
      data: { auditLog: { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } | null;
    } = await running.ask(log, variables, cashier.owner.token);
    pages.push(...(page.data?.auditLog.nodes ?? []).map((entry) => entry.id));
    more = page.data?.auditLog.pageInfo.hasNextPage ?? false;
    variables.after = page.data?.auditLog.pageInfo.endCursor ?? null;
  }
  expect(pages).toEqual((await entriesOf({ id: cashier.propertyId }, cashier.owner.token)).map((e) => e.id).reverse());
});

it('D3: who was let into a conversation of a property, and taken out of it, stands in its trail', async () => {
  const { staff, property, propertyId, id } = await aTalk(running);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const ben = await aGuest(running);
  await did(running, staff, 'addParticipants', { conversationId: id, userIds: [ben.id] });
  await did(running, staff, 'removeParticipant', { conversationId: id, userId: ben.id });
  const actor = { id: globalId('User', staff.user.id) };
  expect(await entriesOf({ id: propertyId, filter: { nodeId: id } }, owner)).toMatchObject([
    { action: 'addParticipants', event: 'ParticipantAdded', nodeType: 'Conversation', nodeId: id, actor },
    { action: 'removeParticipant', event: 'ParticipantRemoved', nodeType: 'Conversation', nodeId: id, actor },
  ]);
});

it('D3, M2: a message changes nothing of its conversation that the trail would have to say', async () => {
  const { database } = running.app;
  const { rowId: id } = await aTalk(running);
  const noted = async (tx: Transaction) => {
    const [row] = await tx.$queryRaw<
      Array<{ changes: string | null }>
    >`SELECT current_setting('frontdesk.changes', true) AS changes`;
    return row?.changes ?? '';
  };
  await transact(database, async (tx) => {
    // As sending does: it names the status, which is another only when the conversation slept.
    await tx.$executeRaw`UPDATE conversation SET status = status, snoozed_until = snoozed_until, last_activity_at = now() WHERE id = ${id}::uuid`;
    expect(await noted(tx)).toBe('');
    await tx.$executeRaw`UPDATE conversation SET status = 'ARCHIVED' WHERE id = ${id}::uuid`;
    expect(JSON.parse(await noted(tx))).toMatchObject({
      [`Conversation:${id}`]: { before: { status: 'ACTIVE' }, after: { status: 'ARCHIVED' } },
    });
  });
});

it('D3: whoever tries what they may not stands in it, and so does nobody twice for the flood', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const { user } = await aMember(running.app, property, 'STAFF');
  const staff = await signedIn(running.app, user);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const attempt = `mutation ($id: ID!) { inviteMember(input: { propertyId: $id, email: "me@example.com", role: OWNER }) { userErrors { code } } }`;
  const { data } = await running.ask(attempt, { id }, staff);
  expect(data.inviteMember.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
  const refused = await entriesOf({ id, filter: { outcome: 'REFUSED' } }, owner);
  expect(refused).toMatchObject([
    {
      action: 'inviteMember',
      event: null,
      outcome: 'REFUSED',
      nodeType: 'Property',
      nodeId: id,
      actor: { id: globalId('User', user.id) },
    },
  ]);
  expect((await running.ask(log, { id }, staff)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  await eventually(async () => {
    const [, reading] = await entriesOf({ id, filter: { outcome: 'REFUSED' } }, owner);
    expect(reading).toMatchObject({ action: 'auditLog', nodeId: id, actor: { id: globalId('User', user.id) } });
  });
  // Somebody of another property hears that there is no such thing; the owner sees that they tried.
  const stranger = await signedIn(
    running.app,
    (await aMember(running.app, await aProperty(running.app), 'OWNER')).user,
  );
  for (let time = 0; time < 40; time++) await running.ask(attempt, { id }, stranger);
  const count = (await entriesOf({ id, filter: { outcome: 'REFUSED' } }, owner)).length;
  expect(count).toBeGreaterThan(20);
  expect(count).toBeLessThan(40);
});

it('D3: what was written is neither changed nor removed, and who gets around the database is found out', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const update = `mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }`;
  for (const name of ['One', 'Two', 'Three', 'Four']) await running.ask(update, { id, name }, owner);
  const whole = await allSealed(id, owner);
  expect(whole).toMatchObject({ intact: true, brokenAt: null, checked: 4, next: null, head: { sequence: 4 } });
  const { database } = running.app;
  for (const statement of [
    `UPDATE audit_entry SET actor = 'user:nobody' WHERE property_id = '${property.id}'`,
    `DELETE FROM audit_entry WHERE property_id = '${property.id}'`,
    'TRUNCATE audit_entry',
    'DELETE FROM audit_seal',
  ])
    await expect(database.query(statement)).rejects.toThrow('append-only');
  const tampered = async (work: string) => {
    await database.script(`ALTER TABLE audit_entry DISABLE TRIGGER audit_is_append_only; ${work};
      ALTER TABLE audit_entry ENABLE TRIGGER audit_is_append_only`);
    const { data } = await running.ask(verification, { id }, owner);
    return data.auditVerification;
  };
  const second = `(SELECT place FROM audit_seal WHERE chain = '${property.id}' AND seq = 2)`;
  const was = `SELECT after::text FROM audit_entry WHERE place = ${second}`;
  const [row] = await database.query<{ after: string }>(was);
  expect(await tampered(`UPDATE audit_entry SET after = '{"name": "Never"}' WHERE place = ${second}`)).toMatchObject({
    intact: false,
    brokenAt: 2,
    checked: 1,
  });
  expect(await tampered(`UPDATE audit_entry SET after = '${row?.after}' WHERE place = ${second}`)).toMatchObject({
    intact: true,
  });
  expect(await tampered(`UPDATE audit_origin SET address = '203.0.113.9' WHERE place = ${second}`)).toMatchObject({
    intact: false,
    brokenAt: 2,
  });
  expect(await tampered(`DELETE FROM audit_entry WHERE place = ${second}`)).toMatchObject({
    intact: false,
    brokenAt: 2,
  });
});

it('D3: of somebody who is erased the trail forgets from where, and stays whole', async () => {
  const user = await aUser(running.app, { name: 'Erased Person' });
  const token = await signedIn(running.app, user);
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const rename = 'mutation { updateProfile(input: { name: "Somebody Else" }) { userErrors { code } } }';
  expect((await running.ask(rename, {}, token)).data.updateProfile.userErrors).toEqual([]);
  const filter = { actorId: globalId('User', user.id) };
  expect((await entriesOf({ filter }, admin))[0]?.address).not.toBeNull();
  const erase =
    'mutation ($password: String) { eraseMyAccount(input: { password: $password }) { userErrors { code } } }';
  expect((await running.ask(erase, { password }, token)).data.eraseMyAccount.userErrors).toEqual([]);
  const entries = await entriesOf({ filter }, admin);
  expect(entries.map(({ action, address }) => [action, address])).toEqual([
    ['updateProfile', null],
    ['eraseMyAccount', null],
  ]);
  const rows = await running.app.database.query('SELECT e::text FROM audit_entry e');
  expect(JSON.stringify(rows)).not.toMatch(/Erased Person|Somebody Else/);
  expect(await running.app.database.prisma.activity.count({ where: { userId: user.id } })).toBe(0);
  expect(await allSealed(undefined, admin)).toMatchObject({ intact: true });
});

it('D3: many nodes that seal at once make one chain', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const update = `mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }`;
  await Promise.all([
    ...Array.from({ length: 12 }, (_, index) => running.ask(update, { id, name: `Name ${index}` }, owner)),
    ...Array.from({ length: 6 }, () => sealPage(running.app.database)),
  ]);
  expect(await allSealed(id, owner)).toMatchObject({ intact: true, checked: 12, head: { sequence: 12 } });
});

it('D3: it is exported as it stands, in full, to those who may see it, and that is noted', async () => {
  const property = await aProperty(running.app);
  const id = globalId('Property', property.id);
  const owner = await signedIn(running.app, (await aMember(running.app, property, 'OWNER')).user);
  const manager = await signedIn(running.app, (await aMember(running.app, property, 'MANAGER')).user);
  const update = `mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }`;
  await running.ask(update, { id, name: 'Café "Sea"' }, owner);
  // More than a page of the export.
  await running.app.database.query(
    `INSERT INTO audit_entry (id, property_id, actor, action) SELECT gen_random_uuid(), $1::uuid, 'system', '=1+1' FROM generate_series(1, 1100)`,
    [property.id],
  );
  const fetched = async (query: string, token: string | null) => {
    const response = await fetch(`${running.url}/audit/export?${query}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const of = `propertyId=${encodeURIComponent(id)}`;
  const lines = await fetched(`${of}&format=jsonl`, owner);
  expect(lines).toMatchObject({ status: 200, type: 'application/jsonl; charset=utf-8' });
  const rows = lines.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(1_102);
  expect(rows[0]).toMatchObject({ action: 'updateProperty', after: { name: 'Café "Sea"' } });
  expect(rows.at(-1)).toMatchObject({ action: 'exportAudit', outcome: 'DONE' });
  const csv = await fetched(`${of}&format=csv`, owner);
  expect(csv.type).toBe('text/csv; charset=utf-8');
  expect(csv.text.split('\r\n')[0]).toMatch(/^"at","actor","action"/);
  expect(csv.text).toContain(`"'=1+1"`);
  expect(csv.text).not.toContain('"=1+1"');
  expect((await fetched(`${of}&action=updateProperty&format=jsonl`, owner)).text.trim().split('\n')).toHaveLength(1);
  expect((await fetched(of, manager)).status).toBe(403);
  expect((await fetched(of, null)).status).toBe(401);
  expect((await fetched('', owner)).status).toBe(403);
  expect((await fetched(`${of}&format=xml`, owner)).status).toBe(400);
  const other = globalId('Property', (await aProperty(running.app)).id);
  expect((await fetched(`propertyId=${encodeURIComponent(other)}`, owner)).status).toBe(404);
});
