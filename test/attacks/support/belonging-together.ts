/** What a client that means well always says, though the schema does not ask for it. */
export const isAlwaysSaid = (path: string): boolean =>
  /^createBooking\.input\.(offeringId|from|to)$|^(holdSlot|rescheduleBooking)\.input\.to$|^createPayment\.input\.(bookingId|orderId)$|^addUnits\.input\.(names|count)$|^startConversation\.input\.(participantIds|propertyId|subject)$|^setConversationStatus\.input\.snoozedUntil$|^createOffering\.input\.(durationMinutes|departureTimes)$|^publishAnnouncement\.input\.propertyIds$|^disconnect\.input\.(userId|sessionId)$|^property\.(id|slug)$|^placeOrder\.input\.(bookingId|propertyId)$|^(archive|delete|mark)Notifications(Read|Seen)?\.input\.(ids|filter)$|^eraseMyAccount\.input\.password$/.test(
    path,
  );

/** What such a client seldom says: it hardly ever fits. */
export const isSeldomSaid = (path: string): boolean =>
  /\.expectedVersion$|^createBooking\.input\.holdId$|^sendMessage\.input\.(replyToId|attachmentIds)$|^createProvider\.input\.memberId$|^rescheduleBooking\.input\.offeringId$/.test(
    path,
  );

type Fields = Record<string, unknown>;

const without = (fields: Fields, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** One of several, in turn. */
const oneOf = (fields: Fields, turn: number, ...names: string[]): Fields =>
  without(fields, ...names.filter((name) => name !== names[turn % names.length]));

const byNotifications = (input: Fields, turn: number) => oneOf(input, turn, 'ids', 'filter');

/** What excludes what, in the input of a mutation or the arguments of a query. */
const rules: Record<string, (fields: Fields, turn: number) => Fields> = {
  addUnits: (input, turn) => oneOf(input, turn, 'names', 'count'),
  archiveNotifications: byNotifications,
  createBooking: (input) => ('holdId' in input ? without(input, 'offeringId', 'from', 'to', 'quantity') : input),
  createOffering: (input) => {
    if (input.mode === 'NIGHTLY') return without(input, 'durationMinutes', 'departureTimes', 'providerKind');
    return without(input, input.mode === 'TIMED' ? 'departureTimes' : 'providerKind');
  },
  createPayment: (input, turn) => oneOf(input, turn, 'bookingId', 'orderId'),
  deleteNotifications: byNotifications,
  disconnect: (input, turn) => oneOf(input, turn, 'userId', 'sessionId', 'connectionId', 'subscriptionId'),
  markNotificationsRead: byNotifications,
  markNotificationsSeen: byNotifications,
  placeOrder: (input, turn) => oneOf(input, turn, 'bookingId', 'propertyId'),
  property: (args, turn) => oneOf(args, turn, 'id', 'slug'),
  // To a platform is for administrators: the others would never get through.
  publishAnnouncement: (input, turn) => (turn % 4 === 0 ? input : without(input, 'everyone', 'roles')),
  setConversationStatus: (input) => (input.status === 'SNOOZED' ? input : without(input, 'snoozedUntil')),
  startConversation: (input) => {
    if (input.kind === 'GUEST_STAFF' || input.kind === 'STAFF_STAFF') return input;
    const { participantIds, ...rest } = without(input, 'propertyId');
    if (!Array.isArray(participantIds)) return rest;
    return { ...rest, participantIds: input.kind === 'GUEST_GUEST' ? participantIds.slice(0, 1) : participantIds };
  },
  updateOffering: (input) => without(input, 'departureTimes'),
};

/** Leaves of what was said what goes together. */
export function belongingTogether(operation: string, variables: Fields, turn: number): Fields {
  const rule = rules[operation];
  const { input } = variables;
  if (rule === undefined) return variables;
  if (typeof input !== 'object' || input === null) return rule(variables, turn);
  return { ...variables, input: rule(input as Fields, turn) };
}
