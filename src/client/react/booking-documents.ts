/** A booking as those see it who may. */
export interface BookingNow {
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly guestName: string;
  readonly partySize: number | null;
  readonly notes: string;
  /** A day for nights, a local time for the rest. */
  readonly from: string;
  readonly to: string;
  /** While it is PENDING: until when it waits. */
  readonly expiresAt: string | null;
  readonly total: { readonly amount: number; readonly currency: string };
  readonly offering: { readonly id: string; readonly name: string };
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly property: { readonly id: string; readonly name: string; readonly timeZone: string };
  /** What I can make of it now. */
  readonly viewerTransitions: readonly string[];
  readonly version: number;
}

const parts = `fragment BookingNow on Booking {
  id code status guestName partySize notes from to expiresAt version viewerTransitions
  total { amount currency }
  offering { id name }
  units { id name }
  provider { id name }
  property { id name timeZone }
}`;

export const one = `query ($bookingId: ID!) {
  booking(id: $bookingId) {
    ...BookingNow
    timeline(last: 2) { nodes { cursor } }
  }
}
${parts}`;

export interface OneAnswer {
  readonly booking: BookingNow & { readonly timeline: { readonly nodes: readonly { readonly cursor: string }[] } };
}

export const feed = `subscription ($bookingId: ID!, $after: EventCursor) {
  bookingEvents(bookingId: $bookingId, after: $after, kinds: [BOOKING_CREATED, BOOKING_STATUS_CHANGED, BOOKING_MODIFIED, BOOKING_PROVIDER_CHANGED]) {
    __typename
    id
    ... on BookingCreated { booking { ...BookingNow } }
    ... on BookingStatusChanged { booking { ...BookingNow } }
    ... on BookingModified { booking { ...BookingNow } }
    ... on BookingProviderChanged { booking { ...BookingNow } }
  }
}
${parts}`;

export interface BookingHappened {
  readonly booking: BookingNow | null;
}
