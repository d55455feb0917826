import type { Subject } from './authorize.js';

/** What the rights to something of a property depend on that is a guest's own. */
export const subjectOfGuest = ({ propertyId, guestId }: { propertyId: string; guestId: string | null }): Subject => ({
  propertyId,
  ownerIds: guestId === null ? [] : [guestId],
});
