import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { FeedEnd } from '../../src/client/index.js';
import type { Person } from './people.js';

/** Somebody who listens to a stream, and writes down what comes. */
export interface Subscriber {
  readonly name: string;
  readonly stream: string;
  readonly kinds: readonly string[] | null;
  readonly ids: string[];
  readonly ready: Promise<void>;
  /** How often it had to begin again. */
  readonly resumed: () => number;
  readonly ends: FeedEnd[];
  readonly resets: string[];
  /** How its connection stands. */
  readonly state: () => unknown;
  stop(): void;
}

const feed = `subscription ($id: ID!, $kinds: [PropertyEventKind!]) {
  propertyEvents(propertyId: $id, kinds: $kinds) { occurredAt }
}`;

/** `MemberInvited` is `MEMBER_INVITED`. */
const kindOf = (type: string) => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

export function subscribe(
  name: string,
  { client }: Person,
  property: { id: string; stream: string },
  kinds: readonly string[] | null = null,
): Subscriber {
  const ids: string[] = [];
  const ends: FeedEnd[] = [];
  const resets: string[] = [];
  let times = 0;
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const handle = client.subscribe(
    feed,
    { id: property.id, kinds: kinds?.map(kindOf) },
    {
      onEvent: ({ id }) => ids.push(id ?? ''),
      onReset: ({ reason }) => resets.push(reason),
      onReady: () => {
        times++;
        begun();
      },
      onEnd: (end) => ends.push(end),
    },
  );
  return {
    name,
    stream: property.stream,
    kinds,
    ids,
    ready,
    resumed: () => times - 1,
    ends,
    resets,
    state: () => client.state,
    stop: () => handle.unsubscribe(),
  };
}

/** The control: a plain client that comes back without its cursor, as most do. It must be found to lose events. */
export function subscribeWithoutCursor(
  name: string,
  { client }: Person,
  property: { id: string; stream: string },
  url: string,
): Subscriber {
  const ids: string[] = [];
  let times = 0;
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const plain = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 200)),
    shouldRetry: () => true,
    connectionParams: async () => ({ authorization: `Bearer ${await client.session.accessToken()}` }),
  });
  plain.subscribe<{ propertyEvents: { __typename: string; id: string } }>(
    { query: feed.replace('occurredAt', '__typename id'), variables: { id: property.id } },
    {
      next: ({ data }) => {
        if (data?.propertyEvents.__typename === 'StreamReady') {
          times++;
          begun();
        } else if (data != null) ids.push(data.propertyEvents.id);
      },
      error: () => {},
      complete: () => {},
    },
  );
  return {
    name,
    stream: property.stream,
    kinds: null,
    ids,
    ready,
    resumed: () => times - 1,
    ends: [],
    resets: [],
    state: () => 'plain',
    stop: () => void plain.dispose(),
  };
}
