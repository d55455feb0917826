import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  AvailabilityDocument,
  AvailabilityEventsDocument,
  type AvailabilityPartsFragment,
} from '../generated/graphql.js';
import { dayOf } from '../ui/days.js';

export type OpenSlot = AvailabilityPartsFragment['slots'][number];

interface Change {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly slots: readonly OpenSlot[];
}

/** What is free on these days, as it is now: what somebody else takes meanwhile goes before one’s eyes. */
export function useAvailability(offeringId: string, from: string, to: string) {
  const variables = { offeringId, from, to };
  const key = `${offeringId} ${from} ${to}`;
  const [{ data, error, fetching }, again] = useQuery({ query: AvailabilityDocument, variables });
  const [changes, setChanges] = useState<readonly Change[]>([]);
  // The answer of other days may still stand there.
  const asked = data?.availability.from === from && data.availability.to === to ? data.availability : undefined;
  const reload = () => {
    setChanges([]);
    again({ requestPolicy: 'network-only' });
  };
  useFeed(AvailabilityEventsDocument, {
    variables,
    after: asked?.asOf ?? null,
    onEvent(event) {
      if (event.__typename !== 'AvailabilityChanged') return;
      const { availability } = event;
      if (availability == null) reload();
      else
        setChanges((before) => [
          ...before.filter((change) => change.key === key),
          { key, from: availability.from, to: availability.to, slots: availability.slots },
        ]);
    },
    onReset: reload,
  });
  const slots = asked && changes.filter((change) => change.key === key).reduce(replaced, asked.slots);
  return { slots, error: slots === undefined ? error : undefined, fetching, reload };
}

/** The days of a change say what they say now, the others what they said. */
const replaced = (slots: readonly OpenSlot[], change: Change): readonly OpenSlot[] =>
  [
    ...slots.filter((slot) => dayOf(slot.from) < change.from || dayOf(slot.from) >= change.to),
    ...change.slots,
  ].toSorted((a, b) => (a.from < b.from ? -1 : 1));
