import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { type BookingPartsFragment, BookingPeopleDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Fact, Facts } from '../ui/facts.js';
import { Card, Stack } from '../ui/layout.js';
import { Failed, Rows } from '../ui/states.js';

/** How the guest is reached, and where one writes to each other about this booking. */
export function BookingPeople({ booking, slug }: { booking: BookingPartsFragment; slug: string | null }) {
  const text = useText();
  const [{ data, error }, again] = useQuery({ query: BookingPeopleDocument, variables: { id: booking.id } });
  const people = data?.booking;
  return (
    <Card title={text.bookings.contact}>
      {people == null && (error === undefined ? <Rows count={2} /> : <Failed error={error} onRetry={again} />)}
      {people != null && (
        <Stack>
          <Facts>
            <Fact name={text.bookings.guest}>{booking.guestName}</Fact>
            {people.contact?.email != null && (
              <Fact name={text.bookings.email}>
                <a href={`mailto:${people.contact.email}`}>{people.contact.email}</a>
              </Fact>
            )}
            {people.contact?.phone != null && (
              <Fact name={text.bookings.phone}>
                <a href={`tel:${people.contact.phone}`}>{people.contact.phone}</a>
              </Fact>
            )}
          </Facts>
          {people.conversation != null && (
            <Button
              variant="default"
              renderRoot={(props) => <Thread slug={slug} id={people.conversation?.id ?? ''} {...props} />}
            >
              {text.bookings.openThread}
            </Button>
          )}
        </Stack>
      )}
    </Card>
  );
}

/** The desk reads it in its inbox, a guest among their messages. */
const Thread = ({ slug, id, ...props }: { slug: string | null; id: string }) =>
  slug === null ? (
    <Link to="/messages/$conversationId" params={{ conversationId: id }} {...props} />
  ) : (
    <Link to="/properties/$slug/inbox/$conversationId" params={{ slug, conversationId: id }} {...props} />
  );
