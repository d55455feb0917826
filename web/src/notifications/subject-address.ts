import type { SubjectQuery } from '../generated/graphql.js';

type Subject = NonNullable<SubjectQuery['node']>;

export interface Address {
  /** The route, to ask whether there is such a screen. */
  readonly route: string;
  readonly path: string;
  /** What of it is meant. */
  readonly search?: { readonly message: string };
}

const at = (route: string, values: Record<string, string>): Address => ({
  route,
  path: route.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? '')),
});

/** Whoever works at a place sees its things there, everybody else among their own. Null for what has no screen. */
export function addressOf(subject: Subject): Address | null {
  switch (subject.__typename) {
    case 'Conversation': {
      const { id: conversationId, place, viewerParticipant } = subject;
      return place?.viewerRole != null && viewerParticipant?.role !== 'PARTICIPANT'
        ? at('/properties/$slug/inbox/$conversationId', { slug: place.slug, conversationId })
        : at('/messages/$conversationId', { conversationId });
    }
    case 'Message':
      return {
        ...at('/messages/$conversationId', { conversationId: subject.conversation.id }),
        search: { message: subject.id },
      };
    case 'Booking':
      return ofBooking(subject.code, subject.property);
    case 'Order':
      if (subject.property.viewerRole != null) return at('/properties/$slug/orders', { slug: subject.property.slug });
      return subject.booking == null ? null : ofBooking(subject.booking.code, subject.property);
    case 'Payment':
      if (subject.property.viewerRole != null)
        return at('/properties/$slug/payments/$id', { slug: subject.property.slug, id: subject.id });
      return subject.booking == null ? null : ofBooking(subject.booking.code, subject.property);
    case 'Provider':
      return at('/properties/$slug/providers', { slug: subject.property.slug });
    case 'Property':
      return at('/properties/$slug', { slug: subject.slug });
    default:
      return null;
  }
}

interface Place {
  readonly slug: string;
  readonly viewerRole?: string | null | undefined;
}

function ofBooking(code: string, { slug, viewerRole }: Place): Address {
  return viewerRole != null ? at('/properties/$slug/bookings/$code', { slug, code }) : at('/bookings/$code', { code });
}
