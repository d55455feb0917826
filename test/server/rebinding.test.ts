import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
let known: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_SOCKETS_PER_ADDRESS: '1000' });
  known = await startApp({ PUBLIC_URL: 'https://desk.example' });
});
afterAll(async () => {
  await running.close();
  await known.close();
});

const portOf = ({ url }: RunningApp) => new URL(url).port;

/** As a browser asks that was told that the host is at this machine. */
function ask(
  app: RunningApp,
  host: string,
  path: string,
  origin?: string,
  method = 'POST',
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'content-type': 'application/json', ...(origin !== undefined && { origin }) };
    const sent = request({ host: '127.0.0.1', port: portOf(app), path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function upgrade(app: RunningApp, host: string, origin: string): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${portOf(app)}/graphql`, 'graphql-transport-ws', {
    origin,
    headers: { host },
  });
  socket.on('error', () => {});
  const status = await Promise.race([
    once(socket, 'open').then(() => 101),
    once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number),
  ]);
  socket.terminate();
  return status;
}

const asked = async (app: RunningApp, host: string, origin: string) => ({
  graphql: await ask(app, host, '/graphql', origin, 'POST', '{"query":"{ __typename }"}'),
  session: await ask(app, host, '/console/session/console/end', origin, 'POST', '{}'),
  socket: await upgrade(app, host, origin),
});

const refused = { graphql: 403, session: 403, socket: 403 };
const allowed = { graphql: 200, session: 200, socket: 101 };

describe('threat 6: a page whose name was made to lead here', () => {
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'notlocalhost'])(
    'is refused as %s, though its origin is the host that it asks',
    async (name) => {
      const host = `${name}:${portOf(running)}`;
      expect(await asked(running, host, `http://${host}`)).toEqual(refused);
    },
  );

  it.each(['localhost', 'desk.localhost', '127.0.0.1', '192.0.2.7', '[::1]', '[2001:db8::7]'])(
    'is none as %s, which leads where it says',
    async (name) => {
      const host = `${name}:${portOf(running)}`;
      expect(await asked(running, host, `http://${host}`)).toEqual(allowed);
      expect(await asked(running, host, `http://${name}:1`)).toEqual(refused);
    },
  );

  it('is measured by PUBLIC_URL alone where there is one', async () => {
    const local = `localhost:${portOf(known)}`;
    expect(await asked(known, local, `http://${local}`)).toEqual(refused);
    expect(await asked(known, 'evil.example', 'http://evil.example')).toEqual(refused);
    expect(await asked(known, 'desk.example', 'https://desk.example')).toEqual(allowed);
    // Behind a proxy that says its own name.
    expect(await asked(known, 'backend:4000', 'https://desk.example')).toEqual(allowed);
  });

  it('reads no metrics from the machine that it runs on', async () => {
    expect(await ask(running, `evil.example:${portOf(running)}`, '/metrics', undefined, 'GET')).toBe(403);
    expect(await ask(running, `localhost:${portOf(running)}`, '/metrics', undefined, 'GET')).toBe(200);
  });
});
