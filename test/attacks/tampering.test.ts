import { beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../support/global-id.js';
import { transports } from '../support/transports.js';
import { act, codesOf, done, inDays } from './support/acting.js';
import { open, other, type Role, roles, target, tokenAs, tokenOf } from './support/target.js';

const tokens = {} as Record<Role, string | null>;
beforeAll(async () => {
  for (const role of roles) tokens[role] = await tokenAs(role, target().prey);
});
const mine = () => target().prey;
const people = roles.filter((role) => role !== 'anonymous' && role !== 'key');

/** Attack 15: fields that a client would like to write. */
const privileged: Array<[mutation: string, input: () => object, field: string, value: unknown]> = [
  ['createBooking', () => ({ offeringId: mine().ids.Offering, from: inDays(200), to: inDays(201) }), 'totalAmount', 1],
  [
    'createBooking',
    () => ({ offeringId: mine().ids.Offering, from: inDays(200), to: inDays(201) }),
    'unitPriceAmount',
    1,
  ],
  ['createBooking', () => ({ offeringId: mine().ids.Offering, from: inDays(200), to: inDays(201) }), 'currency', 'KRW'],
  [
    'createBooking',
    () => ({ offeringId: mine().ids.Offering, from: inDays(200), to: inDays(201) }),
    'status',
    'CONFIRMED',
  ],
  ['createBooking', () => ({ offeringId: mine().ids.Offering, from: inDays(200), to: inDays(201) }), 'guestId', 'x'],
  ['modifyBooking', () => ({ id: mine().ids.Booking }), 'totalAmount', 1],
  ['modifyBooking', () => ({ id: mine().ids.Booking }), 'status', 'COMPLETED'],
  ['holdSlot', () => ({ offeringId: mine().ids.Offering, from: inDays(200) }), 'expiresAt', '2099-01-01T00:00:00Z'],
  ['placeOrder', () => ({ bookingId: mine().ids.Booking, items: [] }), 'totalAmount', 1],
  ['createPayment', () => ({ bookingId: mine().ids.Booking, gateway: 'desk' }), 'currency', 'KRW'],
  ['createPayment', () => ({ bookingId: mine().ids.Booking, gateway: 'desk' }), 'status', 'CAPTURED'],
  ['refundPayment', () => ({ id: mine().ids.Payment }), 'currency', 'KRW'],
  ['sendMessage', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), 'senderId', 'x'],
  ['sendMessage', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), 'senderKind', 'STAFF'],
  ['sendMessage', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), 'type', 'SYSTEM'],
  ['sendMessage', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), 'sequence', 1],
  ['sendMessage', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), 'createdAt', '2020-01-01T00:00:00Z'],
  ['signUp', () => ({ email: 'tamper@example.com', name: 'T', password: 'correct horse battery' }), 'role', 'ADMIN'],
  ['signUp', () => ({ email: 'tamper@example.com', name: 'T', password: 'correct horse battery' }), 'isAdmin', true],
  ['updateProfile', () => ({ name: 'T' }), 'role', 'SUPER_ADMIN'],
  ['updateProfile', () => ({ name: 'T' }), 'email', 'other@example.com'],
  ['updateProfile', () => ({ name: 'T' }), 'id', 'x'],
  ['updateSettings', () => ({ sounds: true }), 'userId', 'x'],
  [
    'createProperty',
    () => ({ name: 'P', slug: 'p-tamper', kind: 'HOTEL', timeZone: 'UTC', currency: 'EUR' }),
    'ownerId',
    'x',
  ],
  ['inviteMember', () => ({ propertyId: mine().propertyId, email: 'a@example.com', role: 'STAFF' }), 'userId', 'x'],
  ['updateProperty', () => ({ id: mine().propertyId }), 'status', 'ARCHIVED'],
  ['updateProperty', () => ({ id: mine().propertyId }), 'currency', 'KRW'],
  ['createOffering', () => ({ propertyId: mine().propertyId, mode: 'NIGHTLY', name: 'x', priceAmount: 1 }), 'id', 'x'],
];

describe('attack 15: what the input does not have is not taken', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(
      privileged.map(([mutation, input, field, value]) => ({
        mutation,
        input,
        field,
        value,
        what: `${mutation} with ${field}`,
      })),
    )(`attack 15: $what, over ${transport}`, async ({ mutation, input, field, value }) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`;
      for (const role of ['guest', 'owner'] as const) {
        const { data, errors } = await ask(open(), document, { input: { ...input(), [field]: value } }, tokens[role]);
        expect(data ?? null).toBeNull();
        expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
      }
    });

  it.each(people)('attack 15: the price of a booking is the server’s, as %s', async (role) => {
    const input = { offeringId: mine().ids.Offering, from: inDays(300), to: inDays(302), guest: { name: 'G' } };
    const { booking } = await done(
      open(),
      tokens[role],
      'createBooking',
      input,
      'booking { id total { amount currency } }',
    );
    expect(booking.total).toEqual({ amount: 20_000, currency: 'EUR' });
    await act(open(), tokens.owner, 'cancelBooking', { id: booking.id });
  });

  it.each([0, -1, 2_147_483_647])('attack 15: a quantity of %s buys nothing', async (quantity) => {
    const booking = { offeringId: mine().ids.Offering, from: inDays(210), to: inDays(211), quantity };
    const answer = await act(open(), tokens.guest, 'createBooking', booking, 'booking { id }');
    expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
    const items = [{ menuItemId: mine().ids.MenuItem, quantity }];
    const ordered = await act(
      open(),
      tokens.guest,
      'placeOrder',
      { bookingId: mine().ids.Booking, items },
      'order { id }',
    );
    expect(codesOf(ordered)).toEqual(['INVALID_INPUT']);
  });

  it('attack 15: times that lie backwards or in the past are not sold', async () => {
    for (const [from, to] of [
      [inDays(50), inDays(49)],
      [inDays(50), inDays(50)],
      [inDays(-10), inDays(-9)],
      [inDays(50), inDays(40_000)],
      ['0001-01-01', '9999-12-31'],
    ]) {
      const answer = await act(
        open(),
        tokens.guest,
        'createBooking',
        { offeringId: mine().ids.Offering, from, to },
        'booking { id }',
      );
      expect(codesOf(answer).length).toBeGreaterThan(0);
    }
  });
});

/** Attack 16: what each role below the one it is for is refused. */
const above: Array<[mutation: string, input: () => object, refusedTo: Role[]]> = [
  ...['confirmBooking', 'declineBooking', 'checkInBooking', 'markNoShow'].map(
    (verb): [string, () => object, Role[]] => [verb, () => ({ id: mine().ids.Booking }), ['guest', 'provider']],
  ),
  ...['acceptOrder', 'rejectOrder', 'deliverOrder'].map((verb): [string, () => object, Role[]] => [
    verb,
    () => ({ id: mine().ids.Order }),
    ['guest', 'provider'],
  ]),
  ['addNote', () => ({ conversationId: mine().ids.Conversation, body: 'x' }), ['guest', 'provider']],
  ['assignConversation', () => ({ conversationId: mine().ids.Conversation }), ['guest', 'provider']],
  ['createBlock', () => ({ unitId: mine().ids.Unit, from: inDays(90), to: inDays(91) }), ['guest', 'provider']],
  ['capturePayment', () => ({ id: mine().ids.Payment }), ['guest', 'provider', 'staff']],
  ['refundPayment', () => ({ id: mine().ids.Payment }), ['guest', 'provider', 'staff', 'manager']],
  ['updateOffering', () => ({ id: mine().ids.Offering, priceAmount: 1 }), ['guest', 'provider', 'staff']],
  ['updateMenuItem', () => ({ id: mine().ids.MenuItem, priceAmount: 1 }), ['guest', 'provider', 'staff']],
  ['updateProperty', () => ({ id: mine().propertyId, name: 'x' }), ['guest', 'provider', 'staff']],
  ['setPropertyStatus', () => ({ id: mine().propertyId, status: 'PAUSED' }), ['guest', 'provider', 'staff']],
  [
    'inviteMember',
    () => ({ propertyId: mine().propertyId, email: 'x@example.com', role: 'STAFF' }),
    ['guest', 'provider', 'staff'],
  ],
  [
    'inviteMember',
    () => ({ propertyId: mine().propertyId, email: 'x@example.com', role: 'OWNER' }),
    ['guest', 'provider', 'staff', 'manager'],
  ],
  ['changeMemberRole', () => ({ id: mine().ids.Member, role: 'OWNER' }), ['guest', 'provider', 'staff', 'manager']],
  ['removeMember', () => ({ id: mine().ids.Member }), ['guest', 'provider', 'staff']],
  ['publishAnnouncement', () => ({ title: 'x', propertyIds: [mine().propertyId] }), ['guest', 'provider', 'staff']],
  ['publishAnnouncement', () => ({ title: 'x', everyone: true }), ['guest', 'provider', 'staff', 'manager', 'owner']],
  [
    'setUserStatus',
    () => ({ userId: mine().ids.User, status: 'DISABLED' }),
    ['guest', 'provider', 'staff', 'manager', 'owner'],
  ],
  [
    'setUserRole',
    () => ({ userId: mine().ids.User, role: 'ADMIN' }),
    ['guest', 'provider', 'staff', 'manager', 'owner', 'admin'],
  ],
  [
    'createServiceKey',
    () => ({ name: 'x', scopes: ['PROPERTIES_READ'] }),
    ['guest', 'provider', 'staff', 'manager', 'owner'],
  ],
  ['disconnect', () => ({ userId: mine().ids.User }), ['guest', 'provider', 'staff', 'manager', 'owner']],
  ['retryEmail', () => ({ id: mine().ids.EmailDelivery }), ['guest', 'provider', 'staff', 'manager', 'owner']],
];

describe('attack 16: what is above one’s role', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(above.flatMap(([mutation, input, refusedTo]) => refusedTo.map((role) => ({ mutation, input, role }))))(
      `attack 16: $mutation as $role, over ${transport}`,
      async ({ mutation, input, role }) => {
        const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
        const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`;
        const { data, errors } = await ask(other(), document, { input: input() }, tokens[role]);
        const codes = [
          ...(errors ?? []).map(({ extensions }) => extensions?.code),
          ...(data?.[mutation]?.userErrors ?? []).map(({ code }: { code: string }) => code),
        ];
        expect(codes).toHaveLength(1);
        expect(codes[0]).toMatch(/^(NOT_ALLOWED|FORBIDDEN|NOT_FOUND)$/);
      },
    );

  it('attack 16: what was refused stands in the audit trail: who tried what, and on whom', async () => {
    // Somebody who has not tried much yet: in a loop, not every time is noted.
    const { userId, sessionIds, email } = target().strangers[4] ?? target().admin;
    const token = await tokenOf({ userId, sessionIds, email }, 3);
    const victim = mine().ids.User;
    const since = new Date();
    const input = { userId: victim, status: 'DISABLED' };
    expect(codesOf(await act(other(), token, 'setUserStatus', input))).toHaveLength(1);
    const { data } = await transports.HTTP(
      open(),
      'query ($filter: AuditFilter!) { auditLog(filter: $filter, first: 10) { nodes { action outcome nodeId } } }',
      { filter: { actorId: globalId('User', userId), from: since, outcome: 'REFUSED' } },
      tokens.superAdmin,
    );
    expect(data.auditLog.nodes).toEqual([{ action: 'setUserStatus', outcome: 'REFUSED', nodeId: victim }]);
  });

  it('attack 16: the last owner is neither removed nor made less', async () => {
    const { data } = await transports.HTTP(
      open(),
      'query ($id: ID!) { property(id: $id) { members(first: 20) { nodes { id role } } } }',
      { id: mine().propertyId },
      tokens.owner,
    );
    const owner = data.property.members.nodes.find(({ role }: { role: string }) => role === 'OWNER').id;
    for (const role of ['owner', 'admin', 'superAdmin'] as const) {
      expect(codesOf(await act(open(), tokens[role], 'removeMember', { id: owner }))).toEqual(['LAST_OWNER']);
      expect(codesOf(await act(open(), tokens[role], 'changeMemberRole', { id: owner, role: 'STAFF' }))).toEqual([
        'LAST_OWNER',
      ]);
    }
  });

  it('attack 16: the last super admin stays one', async () => {
    const input = { userId: Buffer.from(`User:${target().superAdmin.userId}`).toString('base64'), role: 'USER' };
    expect(codesOf(await act(open(), tokens.superAdmin, 'setUserRole', input))).toEqual(['LAST_SUPER_ADMIN']);
  });
});

describe('attack 19: holding everything', () => {
  it('attack 19: a fourth hold is refused, on whichever node, and also when all come at once', async () => {
    const token = await tokenOf(target().strangers[5] ?? target().admin);
    const hold = (index: number) =>
      act(
        index % 2 === 0 ? open() : other(),
        token,
        'holdSlot',
        {
          offeringId: mine().ids.Offering,
          from: inDays(60 + index),
          to: inDays(61 + index),
        },
        'hold { id }',
      );
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => hold(index)));
    expect(answers.filter(({ hold: made }) => made != null)).toHaveLength(3);
    for (const refused of answers.filter(({ hold: made }) => made == null))
      expect(codesOf(refused)).toEqual(['TOO_MANY_HOLDS']);
  });

  it('attack 19: booking and cancelling in a loop leaves the slot free, and no allocation behind', async () => {
    const token = await tokenOf(target().strangers[6] ?? target().admin);
    const slot = { offeringId: mine().ids.Offering, from: inDays(150), to: inDays(151), quantity: 20 };
    for (let round = 0; round < 20; round++) {
      const { booking } = await done(open(), token, 'createBooking', slot, 'booking { id }');
      expect(
        codesOf(await act(other(), tokens.staff, 'createBooking', { ...slot, quantity: 1 }, 'booking { id }')),
      ).toEqual(['SLOT_UNAVAILABLE']);
      await done(other(), token, 'cancelBooking', { id: booking.id }, 'booking { id }');
    }
  });

  it('attack 19: who asks for the same unit a hundred times at once gets it as often as there is one', async () => {
    const slot = { offeringId: mine().ids.Offering, from: inDays(160), to: inDays(161), quantity: 7 };
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        act(
          index % 2 === 0 ? open() : other(),
          tokens.staff,
          'createBooking',
          { ...slot, guest: { name: 'G' } },
          'booking { id }',
        ),
      ),
    );
    expect(answers.filter(({ booking }) => booking != null)).toHaveLength(2);
  });
});

describe('attack 20: more money than there is', () => {
  /** A booking of 100.00 that is paid at the desk. */
  async function paid(day: number) {
    const slot = { offeringId: mine().ids.Offering, from: inDays(day), to: inDays(day + 1), guest: { name: 'G' } };
    const { booking } = await done(open(), tokens.staff, 'createBooking', slot, 'booking { id }');
    const { payment } = await done(
      open(),
      tokens.manager,
      'createPayment',
      { bookingId: booking.id, gateway: 'desk' },
      'payment { id }',
    );
    await done(open(), tokens.manager, 'capturePayment', { id: payment.id }, 'payment { id }');
    return { bookingId: booking.id as string, id: payment.id as string };
  }
  const sums = async (id: string) =>
    (
      await transports.HTTP(
        other(),
        'query ($id: ID!) { payment(id: $id) { captured { amount } refunded { amount } } }',
        { id },
        tokens.owner,
      )
    ).data.payment;

  it.each([10_001, 2_147_483_647])('attack 20: a refund of %s of 10,000', async (amount) => {
    const { id } = await paid(220);
    expect(codesOf(await act(open(), tokens.owner, 'refundPayment', { id, amount }))).toEqual(['AMOUNT_TOO_LARGE']);
    expect(await sums(id)).toMatchObject({ refunded: { amount: 0 } });
  });

  it.each([0, -1, -10_000])('attack 20: a refund of %s', async (amount) => {
    const { id } = await paid(221);
    expect(codesOf(await act(open(), tokens.owner, 'refundPayment', { id, amount }))).toHaveLength(1);
    expect(await sums(id)).toMatchObject({ refunded: { amount: 0 } });
  });

  it('attack 20: ten refunds of 6,000 at once, on both nodes: one', async () => {
    const { id } = await paid(222);
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        act(index % 2 === 0 ? open() : other(), tokens.owner, 'refundPayment', { id, amount: 6_000 }),
      ),
    );
    expect(await sums(id)).toMatchObject({ refunded: { amount: 6_000 } });
  });

  it('attack 20: capturing twice, and charging what is paid, add nothing', async () => {
    const { id, bookingId } = await paid(223);
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        act(index % 2 === 0 ? open() : other(), tokens.manager, 'capturePayment', { id }),
      ),
    );
    expect(await sums(id)).toMatchObject({ captured: { amount: 10_000 } });
    expect(codesOf(await act(other(), tokens.manager, 'createPayment', { bookingId, gateway: 'desk' }))).toEqual([
      'NOTHING_DUE',
    ]);
  });

  it('attack 20: the same key with another amount is another request, and refused', async () => {
    const { id } = await paid(224);
    const refund = (amount: number, at = open()) =>
      act(at, tokens.owner, 'refundPayment', { id, amount, idempotencyKey: `once-${id}` });
    await Promise.all([refund(1_000), refund(1_000, other()), refund(1_000)]);
    expect(codesOf(await refund(2_000, other()))).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect(await sums(id)).toMatchObject({ refunded: { amount: 1_000 } });
  });
});
