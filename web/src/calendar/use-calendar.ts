import { useFeed } from 'frontdesk/react';
import { useMemo, useRef } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import {
  type BlockPartsFragment,
  CalendarBlocksDocument,
  type CalendarBookingFragment,
  CalendarBookingsDocument,
  CalendarEventsDocument,
  type PropertyPartsFragment,
} from '../generated/graphql.js';
import { addDays, dayOf } from '../ui/days.js';

/** Those that are on the calendar. Who did not come, or called it off, is not. */
const shown = ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED'] as const;
/** How long before the first day a stay may have begun that still lasts. */
const lookBackDays = 60;

export type Block = BlockPartsFragment & { readonly version: number };

/** What lies on these days: bookings and blocks, live. */
export function useCalendar({ id: propertyId, slug }: PropertyPartsFragment, from: string, to: string) {
  const asOf = useRef<string | null>(null);
  const filter = useMemo(
    () => ({ propertyId, from: addDays(from, -lookBackDays), to, statuses: [...shown] }),
    [propertyId, from, to],
  );
  const bookings = useLiveList({
    query: CalendarBookingsDocument,
    variables: { filter, orderBy: 'ARRIVAL', first: 50 },
    pick: (data) => {
      asOf.current ??= data.bookings.asOf ?? null;
      return data.bookings;
    },
    matches: (booking: CalendarBookingFragment) =>
      shown.some((status) => status === booking.status) && dayOf(booking.from) < to && lastDayOf(booking) >= from,
    compare: byStart,
    all: true,
  });
  const blocks = useLiveList({
    query: CalendarBlocksDocument,
    variables: { slug },
    pick: ({ property }) => property?.blocks && { ...property.blocks, nodes: property.blocks.nodes.map(versioned) },
    matches: (block: Block) => block.removedAt == null && dayOf(block.from) < to && dayOf(block.to) >= from,
    compare: byStart,
    all: true,
  });
  useFeed(CalendarEventsDocument, {
    variables: { propertyId },
    after: asOf.current,
    onEvent(event) {
      if ('booking' in event && event.booking != null) bookings.take(event.booking, undefined);
      else if ('block' in event && event.block != null) blocks.take(versioned(event.block), undefined);
    },
    onReset() {
      bookings.reload();
      blocks.reload();
    },
  });
  return { bookings, blocks };
}

/** A block is made and removed, nothing else happens to it. */
const versioned = (block: BlockPartsFragment): Block => ({ ...block, version: block.removedAt == null ? 1 : 2 });

/** Of a stay, the last night; of the rest, the day on which it ends. */
const lastDayOf = ({ to }: CalendarBookingFragment): string => (to.length === 10 ? addDays(to, -1) : dayOf(to));

interface Lasting {
  readonly from: string;
  readonly id: string;
  readonly version: number;
}

const byStart = (a: Lasting, b: Lasting): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1);
