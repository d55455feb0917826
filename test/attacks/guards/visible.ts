import type { Guard } from './guard.js';

const messaging = 'src/messaging/visible.ts';
const properties = 'src/properties/visible.ts';
const own = (role: string, type: string) =>
  ['foreign-ids', `attack 13: node and nodes, as ${role}, for the ${type} of the other property`] as const;

/** What somebody finds by its id: what is theirs, and what belongs to where they work. */
export const visibleGuards: readonly Guard[] = [
  {
    attack: 13,
    what: 'messages of others',
    file: messaging,
    from: "return actor?.kind === 'user' && actor.role !== 'USER' ? {} : {",
    to: "return actor?.kind === 'user' ? {} : {",
    red: own('guest', 'Message'),
  },
  {
    attack: 13,
    what: 'notes of others',
    file: messaging,
    from: `NoteWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'USER') return {};`,
    to: `NoteWhereInput {
  if (actor?.kind !== 'user') return { id: { in: [] } };
  if (actor.role !== 'NONE') return {};`,
    red: own('staff', 'Note'),
  },
  {
    attack: 13,
    what: 'canned replies of others',
    file: messaging,
    from: "return actor.role === 'USER' ? { propertyId: { in: [...actor.memberships.keys()] } } : {};",
    to: 'return {};',
    red: own('owner', 'CannedReply'),
  },
  {
    attack: 13,
    what: 'files of others',
    file: 'src/attachments/visible.ts',
    from: "{ state: 'READY', message: { AND: [visibleMessages(actor)] } },",
    to: "{ state: 'READY' },",
    red: own('provider', 'Attachment'),
  },
  {
    attack: 13,
    what: 'orders of others',
    file: 'src/orders/visible.ts',
    from: "return ownOrAtWork(actor, 'order', (guestId) => ({ guestId }));",
    to: "return ownOrAtWork(actor, 'order', (guestId) => ({ guestId: { not: guestId } }));",
    red: own('guest', 'Order'),
  },
  {
    attack: 13,
    what: 'payments of others',
    file: 'src/payments/visible.ts',
    from: "return ownOrAtWork(actor, 'payment', (guestId) => ({ guestId }));",
    to: "return ownOrAtWork(actor, 'payment', (guestId) => ({ guestId: { not: guestId } }));",
    red: own('staff', 'Payment'),
  },
  {
    attack: 13,
    what: 'holds of others',
    file: 'src/bookings/visible.ts',
    from: "return ownOrAtWork(actor, 'booking', (id) => ({ userId: id }));",
    to: "return ownOrAtWork(actor, 'booking', (id) => ({ userId: { not: id } }));",
    red: own('guest', 'Hold'),
  },
  {
    attack: 13,
    what: 'providers of others',
    file: 'src/providers/visible.ts',
    from: "return actor?.kind === 'user' ? { OR: [{ userId: actor.id }, atWork] } : atWork;",
    to: "return actor?.kind === 'user' ? { OR: [{ userId: { not: actor.id } }, atWork] } : atWork;",
    red: own('manager', 'Provider'),
  },
  {
    attack: 13,
    what: 'alerts of others',
    file: 'src/alerts/visible.ts',
    from: "return actor.role === 'USER' ? { propertyId: { in: [...actor.memberships.keys()] } } : {};",
    to: 'return {};',
    red: own('owner', 'Alert'),
  },
  {
    attack: 13,
    what: 'members of others',
    file: properties,
    from: "return ids === 'all' ? {} : { propertyId: { in: ids } };",
    to: 'return {};',
    red: own('key', 'Member'),
  },
  {
    attack: 13,
    what: 'invitations of others',
    file: properties,
    from: 'return { propertyId: { in: managed } };',
    to: 'return {};',
    red: own('owner', 'Invitation'),
  },
  {
    attack: 13,
    what: 'a property that is given up',
    file: properties,
    from: "{ OR: [{ status: { not: 'ARCHIVED' } }, { id: { in: ids } }] };",
    to: '{};',
    red: ['shut-out', 'attack 13: by the list, as guest of another one, is as good as none'],
  },
  {
    attack: 13,
    what: 'providers of other properties are not assigned',
    file: 'src/providers/assign-provider.ts',
    from: 'where: { id: providerId, propertyId } });',
    to: 'where: { id: providerId } });',
    red: ['foreign-ids', 'attack 13: assignProvider.input.providerId, as each role, over HTTP'],
  },
  {
    attack: 13,
    what: 'messages of other conversations are not answered',
    file: 'src/messaging/send-into.ts',
    from: "if (replyToId != null && access.threadRootId === null) throw new Fault('NOT_FOUND');",
    to: '',
    red: ['foreign-ids', 'attack 13: sendMessage.input.replyToId, as each role, over HTTP'],
  },
  {
    attack: 16,
    what: 'who was blocked',
    file: 'src/messaging/send-into.ts',
    from: "if (access.isBlocked) throw new Refusal('NOT_REACHABLE');",
    to: '',
    red: ['shut-out', 'attack 16: who was blocked by somebody writes to them no more'],
  },
];
