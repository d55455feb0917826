import type { BookingPartsFragment, BookingQuery } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { daysBetween } from '../ui/days.js';
import { Fact, Facts } from '../ui/facts.js';
import { Card } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { useWhen } from '../ui/use-when.js';

type Where = NonNullable<BookingQuery['bookingByCode']>['property'];

export function BookingFacts({ booking, property }: { booking: BookingPartsFragment; property: Where }) {
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const { offering, quantity, partySize, units, provider } = booking;
  const length = offering.mode === 'NIGHTLY' ? text.bookings.nights(daysBetween(booking.from, booking.to)) : null;
  const changeable = booking.status === 'PENDING' || booking.status === 'CONFIRMED';
  return (
    <Card title={quantity > 1 ? `${quantity} × ${offering.name}` : offering.name}>
      <Facts>
        <Fact name={text.bookings.when}>
          {[when.span(booking.from, booking.to), length].filter((part) => part !== null).join(' · ')}
        </Fact>
        <Fact name={text.bookings.total}>{money(booking.total)}</Fact>
        {units.length > 0 && <Fact name={text.bookings.units}>{units.map(({ name }) => name).join(', ')}</Fact>}
        {partySize != null && <Fact name={text.bookings.partySize}>{text.bookings.people(partySize)}</Fact>}
        {provider != null && <Fact name={text.bookings.provider}>{provider.name}</Fact>}
        <Fact name={text.bookings.notes}>{booking.notes === '' ? text.bookings.noNotes : booking.notes}</Fact>
        {changeable && (
          <Fact name={text.bookings.terms}>
            {Date.parse(booking.freeCancellationUntil) > Date.now()
              ? text.bookings.free(when.moment(booking.freeCancellationUntil, property.timeZone))
              : booking.lateCancellationFeePercent == null
                ? text.bookings.noFree
                : text.bookings.feePercent(booking.lateCancellationFeePercent)}
          </Fact>
        )}
        {booking.cancellationFee != null && (
          <Fact name={text.bookings.terms}>{text.bookings.fee(money(booking.cancellationFee))}</Fact>
        )}
        {booking.status === 'PENDING' && booking.expiresAt != null && (
          <Fact name={text.bookings.status}>
            {text.bookings.expires(when.moment(booking.expiresAt, property.timeZone))}
          </Fact>
        )}
        <Fact name={text.bookings.made}>{when.moment(booking.createdAt, property.timeZone)}</Fact>
      </Facts>
    </Card>
  );
}
