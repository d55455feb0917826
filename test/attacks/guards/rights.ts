import type { Guard } from './guard.js';

const authorize = 'src/policy/authorize.ts';

/** What somebody may see and do, of their own property and of another. */
export const rightsGuards: readonly Guard[] = [
  {
    attack: 13,
    what: 'who has nothing to do with it hears that there is none',
    file: authorize,
    from: "return !related && namesSomething(subject) ? 'notFound' : 'notAllowed';",
    to: "return related && namesSomething(subject) ? 'notFound' : 'notAllowed';",
    red: ['foreign-ids', 'attack 13: cancelBooking.input.id, as each role, over HTTP'],
  },
  {
    attack: 13,
    what: 'bookings of others',
    file: 'src/offerings/visible.ts',
    from: `const ids = workplacesOf(actor, operation);
  if (ids === 'all') return {};
  const atWork`,
    to: `const ids = workplacesOf(actor, operation);
  if (ids !== 'none') return {};
  const atWork`,
    red: ['foreign-ids', 'attack 13: node and nodes, as guest'],
  },
  {
    attack: 13,
    what: 'conversations of others',
    file: 'src/messaging/visible.ts',
    from: `ConversationWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'USER') return {};`,
    to: `ConversationWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'NONE') return {};`,
    red: ['foreign-ids', 'attack 13: node and nodes, as staff'],
  },
  {
    attack: 13,
    what: 'people of others',
    file: 'src/accounts/visible-users.ts',
    from: "if (actor.role !== 'USER') return {};",
    to: "if (actor.role !== 'NONE') return {};",
    red: ['foreign-ids', 'attack 13: node and nodes, as owner'],
  },
  {
    attack: 13,
    what: 'lists of the property of others',
    file: 'src/bookings/visible.ts',
    from: "return ownOrAtWork(actor, 'booking', (id) => ({ OR: [{ guestId: id }, { provider: { userId: id } }] }));",
    to: 'return ownOrAtWork(actor, "booking", (id) => ({ id: { not: id } }));',
    red: ['canaries', 'attack 14: bookings, as everybody else, over HTTP'],
  },
  {
    attack: 13,
    what: 'a key reaches its own property alone',
    file: authorize,
    from: "if (!inside) return 'notFound';",
    to: '',
    red: ['foreign-ids', 'attack 13: cancelBooking.input.id, as each role, over HTTP'],
  },
  {
    attack: 13,
    what: 'dishes of others',
    file: 'src/orders/place-order.ts',
    from: 'menuItemId) }, propertyId },',
    to: 'menuItemId) }, NOT: { id: propertyId } },',
    red: ['foreign-ids', 'attack 13: placeOrder.input.items.menuItemId, as each role, over HTTP'],
  },
  {
    attack: 14,
    what: 'labels are for colleagues',
    file: 'src/messaging/policy.ts',
    from: "'Conversation.labels': desk,",
    to: "'Conversation.labels': { ...desk, user: 'participant', anonymous: 'yes' },",
    red: ['canaries', 'attack 14: labels as guest, over HTTP'],
  },
  {
    attack: 14,
    what: 'notes are for colleagues',
    file: 'src/messaging/policy.ts',
    from: "'Conversation.notes': desk,",
    to: "'Conversation.notes': { ...desk, anonymous: 'yes' },",
    red: ['canaries', 'attack 14: notes as guest, over HTTP'],
  },
  {
    attack: 14,
    what: 'feeds of notes are for colleagues',
    file: 'src/messaging/policy.ts',
    from: 'noteEvents: desk,',
    to: 'noteEvents: participants,',
    red: ['canaries', 'attack 14: what staff write among themselves does not reach the guest'],
  },
  {
    attack: 14,
    what: 'money is not for everybody who works there',
    file: 'src/payments/policy.ts',
    from: "'Booking.bill': { ...money, user: 'own' },",
    to: "'Booking.bill': { ...money, user: 'own', staff: 'property' },",
    red: ['canaries', 'attack 14: money as staff, over HTTP'],
  },
  {
    attack: 14,
    what: 'nor in feeds that they read',
    file: 'src/schema/event.ts',
    from: 'if (types.has(type) && !may(actor, right, subject)) hidden.push(type);',
    to: 'if (types.has(type) && !may(actor, right, subject) && false) hidden.push(type);',
    red: ['canaries', 'attack 14: what is paid is not heard by those who may not see money'],
  },
  {
    attack: 15,
    what: 'how many may be booked',
    file: 'src/bookings/rules.ts',
    from: "z.int().min(1, '1 to 500.').max(500, '1 to 500.')",
    to: 'z.int()',
    red: ['tampering', 'attack 15: a quantity of 0 buys nothing'],
  },
  {
    attack: 15,
    what: 'how many may be ordered',
    file: 'src/orders/rules.ts',
    from: "z.int().min(1, '1 to 100.').max(100, '1 to 100.')",
    to: 'z.int()',
    red: ['tampering', 'attack 15: a quantity of -1 buys nothing'],
  },
  {
    attack: 15,
    what: 'nothing of the past is sold',
    file: 'src/bookings/create-booking.ts',
    from: 'if (holdId === null) refuseNotBookable(actor, offering, slot);',
    to: '',
    red: ['tampering', 'attack 15: times that lie backwards or in the past'],
  },
  {
    attack: 16,
    what: 'who gives roles of the platform',
    file: 'src/accounts/policy.ts',
    from: "setUserRole: { superAdmin: 'all' },",
    to: "setUserRole: { admin: 'all', superAdmin: 'all' },",
    red: ['tampering', 'attack 16: setUserRole as admin, over HTTP'],
  },
  {
    attack: 16,
    what: 'whom managers may invite',
    file: authorize,
    from: "if (verdict === 'staffOnly') return subject.roles?.every((concerned) => concerned === 'STAFF') ?? false;",
    to: "if (verdict === 'staffOnly') return true;",
    red: ['tampering', 'attack 16: inviteMember as manager, over HTTP'],
  },
  {
    attack: 16,
    what: 'who works at the desk',
    file: 'src/bookings/policy.ts',
    from: 'confirmBooking: desk,',
    to: "confirmBooking: { ...desk, user: 'own' },",
    red: ['tampering', 'attack 16: confirmBooking as guest, over HTTP'],
  },
  {
    attack: 16,
    what: 'who was refused something is noted',
    file: 'src/schema/mutation.ts',
    from: 'await auditRefusal(context, name, given, error);',
    to: '',
    red: ['tampering', 'attack 16: what was refused stands in the audit trail'],
  },
  {
    attack: 16,
    what: 'the last owner',
    file: 'src/properties/last-owner.ts',
    from: "if (others === 0) throw new Refusal('LAST_OWNER');",
    to: "if (others < 0) throw new Refusal('LAST_OWNER');",
    red: ['tampering', 'attack 16: the last owner is neither removed'],
    fatal: true,
  },
  {
    attack: 16,
    what: 'the last super admin',
    file: 'src/accounts/super-admins.ts',
    from: 'if (!all.some(({ id }) => id !== leavingId))',
    to: 'if (all.length === 0 && leavingId)',
    red: ['tampering', 'attack 16: the last super admin stays one'],
  },
];
