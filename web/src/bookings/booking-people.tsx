import { useQuery } from 'urql';
import { type BookingPartsFragment, BookingPeopleDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Fact, Facts } from '../ui/facts.js';
import { Card } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';

/** How the guest is reached, and where one writes to each other about this booking. */
export function BookingPeople({ booking }: { booking: BookingPartsFragment }) {
  const text = useText();
  const [{ data, error }, again] = useQuery({ query: BookingPeopleDocument, variables: { id: booking.id } });
  const people = data?.booking;
  return (
    <Card title={text.bookings.contact}>
      {people == null && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {people != null && (
        <Facts>
          <Fact name={text.bookings.guest}>{booking.guestName}</Fact>
          {people.contact?.email != null && (
            <Fact name={text.bookings.guestEmail}>
              <a href={`mailto:${people.contact.email}`}>{people.contact.email}</a>
            </Fact>
          )}
          {people.contact?.phone != null && (
            <Fact name={text.bookings.guestPhone}>
              <a href={`tel:${people.contact.phone}`}>{people.contact.phone}</a>
            </Fact>
          )}
        </Facts>
      )}
    </Card>
  );
}
