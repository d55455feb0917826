import { cacheExchange } from '@urql/exchange-graphcache';
import { createFrontdeskClient } from 'frontdesk/client';
import {
  FrontdeskProvider,
  feedExchange,
  reloadExchange,
  useBooking,
  useConnectionState,
  useFeed,
  useNotifications,
  usePresence,
  useTyping,
  useViewing,
} from 'frontdesk/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Client, fetchExchange, gql, Provider } from 'urql';

/** Which of the hooks to show, and of what: what the test writes into the address. */
export interface Shown {
  readonly token: string;
  readonly propertyId?: string;
  readonly bookingIds?: readonly string[];
  readonly conversationId?: string;
  readonly userIds?: readonly string[];
  readonly viewingId?: string;
  readonly notifications?: boolean;
}

const shown = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Shown;
const url = `${location.origin}/graphql`;
const frontdesk = createFrontdeskClient({
  url,
  tokens: { accessToken: shown.token },
  backoff: { baseMs: 5, capMs: 50 },
});
const urql = new Client({
  url,
  preferGetMethod: false,
  fetchOptions: { headers: { authorization: `Bearer ${shown.token}` } },
  exchanges: [reloadExchange(frontdesk), cacheExchange(), feedExchange(frontdesk), fetchExchange],
});

function Connection() {
  const { state, caughtUp, connect, disconnect } = useConnectionState();
  return (
    <>
      <output aria-label="connection">{`${state.status} ${caughtUp}`}</output>
      <button type="button" onClick={connect}>
        Connect
      </button>
      <button type="button" onClick={disconnect}>
        Disconnect
      </button>
    </>
  );
}

const renamed = gql<{ propertyEvents: { __typename: 'PropertyUpdated'; property: { name: string } } }, { id: string }>`
  subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename id ... on PropertyUpdated { property { id name } } } }`;

function Feed({ id }: { id: string }) {
  const [names, setNames] = useState<string[]>([]);
  const [paused, setPaused] = useState(false);
  const feed = useFeed(renamed, {
    variables: { id },
    pause: paused,
    onEvent: ({ property }) => setNames((before) => [...before, property.name]),
  });
  return (
    <>
      <output aria-label="feed">{[feed.state, feed.caughtUp, feed.end?.kind ?? 'goes on', ...names].join(' ')}</output>
      <button type="button" onClick={() => setPaused(!paused)}>
        Pause
      </button>
    </>
  );
}

function Booking({ ids }: { ids: readonly string[] }) {
  const [index, setIndex] = useState(0);
  const { booking, state, feed, end } = useBooking(ids[index] ?? '');
  const said = [state, feed, end?.kind ?? 'goes on', booking?.guestName, booking?.status, booking?.notes];
  return (
    <>
      <output aria-label="booking">{said.join(' ')}</output>
      <button type="button" onClick={() => setIndex((before) => (before + 1) % ids.length)}>
        Next booking
      </button>
    </>
  );
}

function Notifications() {
  const [came, setCame] = useState<string[]>([]);
  const { notifications, unreadCount, state, markAllRead } = useNotifications({
    onNotification: ({ type }) => setCame((before) => [...before, type]),
  });
  return (
    <>
      <output aria-label="notifications">
        {[state, unreadCount, 'of', ...notifications.map(({ type }) => type), 'came', ...came].join(' ')}
      </output>
      <button type="button" onClick={() => void markAllRead()}>
        Read all
      </button>
    </>
  );
}

function Typing({ id }: { id: string }) {
  const { typists, typed, stopped } = useTyping(id);
  return (
    <>
      <output aria-label="typing">{typists.map(({ name }) => name).join(', ')}</output>
      <input aria-label="message" onChange={(event) => (event.currentTarget.value === '' ? stopped() : typed())} />
    </>
  );
}

function Presence({ ids }: { ids: readonly string[] }) {
  const known = usePresence(ids);
  return <output aria-label="presence">{ids.map((id) => known.get(id)?.status ?? 'unknown').join(' ')}</output>;
}

function Viewing({ id }: { id: string }) {
  const [paused, setPaused] = useState(false);
  const people = useViewing(id, { pause: paused });
  return (
    <>
      <output aria-label="viewing">{people.map(({ name }) => name).join(', ')}</output>
      <button type="button" onClick={() => setPaused(!paused)}>
        Look away
      </button>
    </>
  );
}

const root = document.createElement('main');
document.body.append(root);
createRoot(root).render(
  <StrictMode>
    <Provider value={urql}>
      <FrontdeskProvider client={frontdesk}>
        <Connection />
        {shown.propertyId !== undefined && <Feed id={shown.propertyId} />}
        {shown.bookingIds !== undefined && <Booking ids={shown.bookingIds} />}
        {shown.notifications === true && <Notifications />}
        {shown.conversationId !== undefined && <Typing id={shown.conversationId} />}
        {shown.userIds !== undefined && <Presence ids={shown.userIds} />}
        {shown.viewingId !== undefined && <Viewing id={shown.viewingId} />}
      </FrontdeskProvider>
    </Provider>
  </StrictMode>,
);
