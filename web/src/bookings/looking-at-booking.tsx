import { useQuery } from 'urql';
import { LookingToo } from '../conversations/looking-too.js';
import { BookingPeopleDocument } from '../generated/graphql.js';

/** Who of the desk looks at a booking, or at what is written about it: both are one matter. */
export function LookingAtBooking({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: BookingPeopleDocument, variables: { id } });
  const conversation = data?.booking?.conversation;
  return conversation == null ? null : <LookingToo conversationId={conversation.id} />;
}
