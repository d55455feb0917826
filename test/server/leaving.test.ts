import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type RunningApp, startApp, startNode } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { startPostgresql } from '../support/postgresql-server.js';
import { postgresqlPrograms } from '../support/programs.js';

/** A connection on which everything is written by hand. */
async function wire({ url }: RunningApp) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return { socket, heard: () => heard, closed };
}

const post = (body: string, headers = '') =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${headers}\r\n`;

describe('T10: who leaves', () => {
  it('ends open streams at once, without saying that they are complete, and waits for nobody who asks nothing', async () => {
    const running = await startApp();
    const token = await signedIn(running.app, await aUser(running.app));
    const stream = await wire(running);
    const body = JSON.stringify({ query: 'subscription { viewerEvents { __typename } }' });
    stream.socket.write(post(body, `Accept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n`) + body);
    await eventually(() => expect(stream.heard()).toContain('StreamReady'));
    // As browsers open connections in advance.
    const unused = await wire(running);
    expect((await running.ask('{ __typename }')).status).toBe(200);
    const since = performance.now();
    await running.close();
    expect(performance.now() - since).toBeLessThan(5_000);
    await Promise.all([stream.closed, unused.closed]);
    expect(stream.heard()).not.toContain('event: complete');
    // The end of a chunked body would say that this was all.
    expect(stream.heard()).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  it('answers what was asked before, and says at /readyz that it is not ready', async () => {
    const running = await startApp();
    const asking = await wire(running);
    const body = '{"query":"{ __typename }"}';
    asking.socket.write(`${post(body, 'Expect: 100-continue\r\n')}`);
    await eventually(() => expect(asking.heard()).toContain('100 Continue'));
    const closing = running.close();
    await eventually(async () => expect(await wire(running).catch(() => 'refused')).toBe('refused'));
    asking.socket.write(`${body}GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n`);
    await asking.closed;
    await closing;
    expect(asking.heard()).toContain('{"data":{"__typename":"Query"}');
    expect(asking.heard()).toMatch(/HTTP\/1.1 503[\s\S]*"status":"not ready"[\s\S]*"draining":"yes"/);
  });
});

const readyz = async ({ url }: RunningApp) => {
  const response = await fetch(`${url}/readyz`);
  return { ...((await response.json()) as object), status: response.status };
};

describe('D6: /readyz', () => {
  it('says no when the embedded database does not answer', async () => {
    await using running = await startApp();
    await running.app.database.close();
    expect(await readyz(running)).toMatchObject({ status: 503, checks: { database: 'does not answer' } });
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  it.skipIf(postgresqlPrograms() === undefined)(
    'says no while PostgreSQL is down, and yes when it is there again',
    async () => {
      const server = await startPostgresql();
      try {
        const database = { env: { DATABASE_URL: server.url }, options: {}, drop: async () => {} };
        await using running = await startNode(database);
        expect(await readyz(running)).toMatchObject({ status: 200 });
        await server.stop();
        await eventually(async () =>
          expect(await readyz(running)).toMatchObject({ status: 503, checks: { database: 'does not answer' } }),
        );
        await server.start();
        await eventually(async () => expect(await readyz(running)).toMatchObject({ status: 200 }));
      } finally {
        await server.close();
      }
    },
  );
});
