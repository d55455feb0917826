import { useCallback, useEffect, useState } from 'react';
import type { FeedEnd } from '../feed-handlers.js';
import { type BookingHappened, type BookingNow, feed, type OneAnswer, one } from './booking-documents.js';
import { useFrontdesk } from './provider.js';
import { type FeedState, useFeed } from './use-feed.js';

export type { BookingNow } from './booking-documents.js';

export interface BookingView {
  /** Null until it is there, and when I may not see it. */
  readonly booking: BookingNow | null;
  readonly state: 'loading' | 'ready' | 'failed';
  /** How its feed is doing: `refused` when nothing comes any more. */
  readonly feed: FeedState;
  /** `{ kind: 'revoked', reason }` when the right was lost. */
  readonly end: FeedEnd | null;
  readonly reload: () => void;
}

interface Known {
  readonly of: string;
  readonly booking: BookingNow | null;
  /** Where its feed begins. Null until that is known. */
  readonly after: string | null | undefined;
  readonly failed: boolean;
}

const nothing = { booking: null, after: null, failed: false };

/** One booking by its global id, live: read once, and true from then on by its events. */
export function useBooking(bookingId: string): BookingView {
  const client = useFrontdesk();
  const [state, setState] = useState<Known>({ of: bookingId, ...nothing });
  const [loads, setLoads] = useState(0);
  const reload = useCallback(() => setLoads((count) => count + 1), []);
  const known = state.of === bookingId ? state : { of: bookingId, ...nothing };

  // biome-ignore lint/correctness/useExhaustiveDependencies: each load is one more
  useEffect(() => {
    let wanted = true;
    const learn = (next: (before: Known) => Known) => {
      if (wanted) setState((before) => next(before.of === bookingId ? before : { of: bookingId, ...nothing }));
    };
    client.query<OneAnswer>(one, { bookingId }).then(
      ({ booking: { timeline, ...booking } }) =>
        // The last event comes again: what it changed may have been read before it happened.
        learn((before) => ({ ...latest(before, booking), after: before.after ?? timeline.nodes[0]?.cursor })),
      () => learn((before) => ({ ...before, failed: before.booking === null })),
    );
    return () => {
      wanted = false;
    };
  }, [client, bookingId, loads]);

  const live = useFeed<{ bookingEvents: BookingHappened }, { bookingId: string }>(feed, {
    variables: { bookingId },
    after: known.after,
    onEvent: ({ booking }) => {
      if (booking !== null) setState((before) => (before.of === bookingId ? latest(before, booking) : before));
    },
    onReset: reload,
  });

  return {
    booking: known.booking,
    state: known.booking !== null ? 'ready' : known.failed ? 'failed' : 'loading',
    feed: live.state,
    end: live.end,
    reload,
  };
}

/** Whatever comes late says less than what is known. */
const latest = (known: Known, booking: BookingNow): Known =>
  known.booking !== null && known.booking.version > booking.version ? known : { ...known, booking, failed: false };
