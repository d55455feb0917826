import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, createRequest, fetchExchange, gql } from 'urql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createFrontdeskClient, type FrontdeskClient } from '../../src/client/index.js';
import { feedExchange, reloadExchange } from '../../src/client/react/exchanges.js';
import { feedsOf } from '../../src/client/react/live-feeds.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
const clients: FrontdeskClient[] = [];
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await running.close();
});

const feed = gql`subscription ($id: ID!) {
  propertyEvents(propertyId: $id) { __typename id ... on PropertyUpdated { property { id name } } }
}`;
const list = gql`query ($id: ID!) { property(id: $id) { id name } }`;

async function aConsole() {
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'OWNER');
  const accessToken = await signedIn(running.app, user);
  const frontdesk = createFrontdeskClient({
    url: `${running.url}/graphql`,
    tokens: { accessToken },
    webSocketImpl: WebSocket,
    backoff: { baseMs: 5, capMs: 50 },
  });
  clients.push(frontdesk);
  const asked: string[] = [];
  const urql = new Client({
    url: `${running.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${accessToken}` } },
    fetch: (target, init) => {
      asked.push(String(init?.body));
      return fetch(target, init);
    },
    exchanges: [reloadExchange(frontdesk), cacheExchange(), feedExchange(frontdesk), fetchExchange],
  });
  const id = globalId('Property', property.id);
  const rename = (name: string) =>
    running.ask(
      'mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }',
      { id, name },
      accessToken,
    );
  return { frontdesk, urql, asked, id, rename };
}

it('C3: an event changes what a query of urql shows, without asking again, and goes on where it was when it is connected again', async () => {
  const { frontdesk, urql, asked, id, rename } = await aConsole();
  const names: unknown[] = [];
  const query = urql.query(list, { id }).subscribe(({ data }) => names.push(data?.property.name));
  await expect.poll(() => names.length).toBe(1);
  const events: string[] = [];
  const request = createRequest(feed, { id });
  const subscription = urql
    .executeSubscription(request)
    .subscribe(({ data }) => events.push(data?.propertyEvents.property.name));
  const { status } = feedsOf(frontdesk).at(request.key);
  await expect.poll(() => status.value.ready).toBe(true);
  await rename('Harbour');
  await expect.poll(() => names.at(-1)).toBe('Harbour');

  frontdesk.disconnect();
  await expect.poll(() => status.value.ready).toBe(false);
  await rename('Anchor');
  await rename('Lighthouse');
  frontdesk.connect();
  await expect.poll(() => names.at(-1)).toBe('Lighthouse');
  expect(events).toEqual(['Harbour', 'Lighthouse', 'Lighthouse']);
  expect(status.value.caughtUp).toBeGreaterThan(0);
  expect(feedsOf(frontdesk).catchUp.total.value).toBeGreaterThan(0);
  expect(asked).toHaveLength(1);
  subscription.unsubscribe();
  query.unsubscribe();
});

it('C3: what a screen missed that opened while there was no connection is said too', async () => {
  const { frontdesk, urql, id, rename } = await aConsole();
  const request = createRequest(feed, { id });
  const first = urql.executeSubscription(request).subscribe(() => {});
  await expect.poll(() => feedsOf(frontdesk).at(request.key).status.value.ready).toBe(true);
  const after = feedsOf(frontdesk).at(request.key).handle?.cursor ?? null;
  first.unsubscribe();
  frontdesk.disconnect();
  await rename('Anchor');
  await rename('Lighthouse');

  feedsOf(frontdesk).at(request.key).after = after;
  const names: string[] = [];
  const second = urql
    .executeSubscription(request)
    .subscribe(({ data }) => names.push(data?.propertyEvents.property.name));
  frontdesk.connect();
  await expect.poll(() => names).toHaveLength(2);
  expect(feedsOf(frontdesk).catchUp.total.value).toBe(2);
  second.unsubscribe();
});

it('C2, F10: what cannot be resumed is asked for anew', async () => {
  const { frontdesk, urql, asked, id, rename } = await aConsole();
  const names: unknown[] = [];
  const query = urql.query(list, { id }).subscribe(({ data }) => names.push(data?.property.name));
  await expect.poll(() => names.length).toBe(1);
  await rename('Elsewhere');
  const request = createRequest(
    gql`subscription ($id: ID!, $after: EventCursor) {
      propertyEvents(propertyId: $id, after: $after) { __typename id }
    }`,
    { id, after: 'of another time' },
  );
  const subscription = urql.executeSubscription(request).subscribe(() => {});
  await expect.poll(() => names.at(-1)).toBe('Elsewhere');
  expect(asked).toHaveLength(2);
  expect(feedsOf(frontdesk).at(request.key).status.value.end).toBeNull();
  subscription.unsubscribe();
  query.unsubscribe();
});

it('F12: a feed whose right is lost ends, and says so', async () => {
  const { frontdesk, urql, id } = await aConsole();
  const stranger = createRequest(feed, { id: globalId('Property', crypto.randomUUID()) });
  const errors: unknown[] = [];
  const subscription = urql
    .executeSubscription(stranger)
    .subscribe(({ error }) => errors.push(error?.graphQLErrors[0]?.extensions.code));
  // Once as a result, and once more as the last one: urql completes a subscription with what it said last.
  await expect.poll(() => errors.length).toBeGreaterThan(0);
  expect(new Set(errors)).toEqual(new Set(['FEED_FAILED']));
  expect(id).not.toBe('');
  await expect.poll(() => frontdesk.state.status).toBe('live');
  subscription.unsubscribe();
});
