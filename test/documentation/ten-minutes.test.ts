import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openSocket } from '../support/socket.js';
import { inShell } from './shell.js';
import { snippet } from './snippets.js';

const start = snippet('docs/subscriptions.md', 'In ten minutes', 'sh');
const happen = snippet('docs/subscriptions.md', 'In ten minutes', 'sh', 2);

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ DEMO: '1' });
}, 180_000);
afterAll(() => running.close());

const here = (code: string) => code.replaceAll('http://localhost:4000', running.url);

it('F4: signs in, finds the hotel, and lets something happen that its feed tells', async () => {
  const [token = '', id = ''] = (await inShell(`${here(start)}\necho "$TOKEN $ID"`)).trim().split(' ');
  await using socket = openSocket(running, token);
  const { items } = socket.follow('subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename } }', { id });
  await eventually(() => expect(items).toEqual([{ __typename: 'StreamReady' }]));
  const answer = JSON.parse(await inShell(`${here(start)}\n${happen}`));
  expect(answer.data.updateProperty.userErrors).toEqual([]);
  await eventually(() => expect(items.at(-1)).toEqual({ __typename: 'PropertyUpdated' }));
});
