import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { openSocket } from '../support/socket.js';

const mine = 'subscription { viewerEvents { __typename } }';

let running: RunningApp;
beforeEach(async () => {
  running = await startApp({ LIMIT_SOCKETS_PER_USER: '3', LIMIT_SOCKETS_PER_ADDRESS: '5' });
});
afterEach(() => running.close());

interface Stream {
  readonly status: number;
  /** What came so far. */
  text(): string;
  /** Resolves when the connection ended, whoever ended it. */
  readonly ended: Promise<void>;
  close(): void;
}

async function stream(token: string, query = mine): Promise<Stream> {
  const aborting = new AbortController();
  const response = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    signal: aborting.signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  let text = '';
  const read = async () => {
    for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk);
  };
  return { status: response.status, text: () => text, ended: read().catch(() => {}), close: () => aborting.abort() };
}

async function live(token: string): Promise<Stream> {
  const opened = await stream(token);
  await eventually(() => expect(opened.text()).toContain('StreamReady'));
  return opened;
}

async function refused(token: string): Promise<void> {
  const { status, text, ended } = await stream(token);
  await ended;
  expect(status).toBe(429);
  expect(text()).toContain('RATE_LIMITED');
}

const aToken = async () => signedIn(running.app, await aUser(running.app));

describe('T8, threat 8: a stream over SSE', () => {
  it('counts as a socket of its person, together with those of WebSocket, until it ends', async () => {
    const token = await aToken();
    const [first] = [await live(token), await live(token)];
    await using socket = openSocket(running, token);
    const followed = socket.follow(mine);
    await eventually(() => expect(followed.items).toHaveLength(1));
    await refused(token);
    // What is over at once counts no longer than it takes.
    expect((await running.ask('{ viewer { email } }', {}, token)).status).toBe(200);
    first?.close();
    await eventually(async () => expect((await stream(token)).status).toBe(200));
  });

  it('counts as a socket of its address, whoever opens it', async () => {
    const tokens = await Promise.all([aToken(), aToken(), aToken()]);
    const [one = '', two = '', three = ''] = tokens;
    const opened = [await live(one), await live(one), await live(two), await live(two), await live(three)];
    await refused(three);
    await using socket = openSocket(running, three);
    await socket.follow(mine).done;
    expect(socket.closed).toHaveLength(1);
    opened[0]?.close();
    await eventually(async () => expect((await stream(three)).status).toBe(200));
  });

  it('is given back when it does not begin, when it ends by itself, and when its reader leaves meanwhile', async () => {
    const token = await aToken();
    for (let n = 0; n < 6; n++) {
      const never = await stream(token, 'subscription { propertyEvents(propertyId: "nonsense") { __typename } }');
      await never.ended;
      expect(never.text()).not.toContain('RATE_LIMITED');
    }
    for (let n = 0; n < 12; n++) {
      const aborting = new AbortController();
      const asked = fetch(`${running.url}/graphql`, {
        method: 'POST',
        signal: aborting.signal,
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: mine }),
      }).catch(() => null);
      await new Promise((resolve) => setImmediate(resolve));
      aborting.abort();
      await asked;
    }
    await eventually(() => expect(running.app.realtime.hubs.size).toBe(0));
    const session = await aToken();
    const ending = await live(session);
    await running.ask('mutation { signOut(input: {}) { endedSessions } }', {}, session);
    await ending.ended;
    const opened = await Promise.all([live(token), live(token), live(token)]);
    expect(opened).toHaveLength(3);
  });
});
