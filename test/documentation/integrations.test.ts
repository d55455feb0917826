import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { audience, issuer, type JwksServer, startJwksServer } from '../accounts/jwks-server.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { freePort } from '../support/postgresql-server.js';
import { openSocket } from '../support/socket.js';
import { inShell } from './shell.js';
import { snippet } from './snippets.js';

let provider: JwksServer;
let running: RunningApp;
let property: string;
let key: string;
beforeAll(async () => {
  provider = await startJwksServer();
  running = await startApp(provider.env);
  property = globalId('Property', (await aProperty(running.app)).id);
  const admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
  const make = snippet('docs/integrations.md', 'Service keys', 'graphql');
  const { data } = await running.ask(make, { propertyId: property }, admin);
  expect(data.createServiceKey).toMatchObject({ secret: expect.stringMatching(/^fdk_/), userErrors: [] });
  key = data.createServiceKey.secret;
});
afterAll(async () => {
  await running.close();
  await provider.close();
});

const here = (code: string) => code.replaceAll('http://localhost:4000', running.url);

it('A1: the settings of the page are those of another identity provider', async () => {
  const code = snippet('docs/integrations.md', 'Your identity provider', 'sh');
  expect(code.trim().split('\n').at(-1)).toBe('npm start');
  const printed = await inShell(`${code.replace('npm start', '')}\nenv | grep ^AUTH_`);
  const env = Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  expect(env).toMatchObject({ AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience });
  expect(readConfig(env).auth.external).toMatchObject({ issuer, audience, jwksUrl: env.AUTH_JWKS_URL });
});

it('A1: whoever comes with its token has an account', async () => {
  const TOKEN = await provider.token({ sub: 'ana', name: 'Ana', email: 'ana@example.com', email_verified: true });
  const printed = await inShell(here(snippet('docs/integrations.md', 'Your identity provider', 'sh', 2)), {
    env: { TOKEN },
  });
  expect(JSON.parse(printed).data.viewer).toMatchObject({ email: 'ana@example.com', user: { name: 'Ana' } });
});

it('F16: a program with a key sends an event, and follows the property itself', async () => {
  await using socket = openSocket(running, key);
  const feed = 'subscription ($id: ID!) { propertyEvents(propertyId: $id) { ... on EventTriggered { name data } } }';
  const { items } = socket.follow(feed, { id: property });
  await eventually(() => expect(items).toHaveLength(1));
  const env = { KEY: key, PROPERTY: property };
  const printed = await inShell(here(snippet('docs/integrations.md', 'Service keys', 'sh')), { env });
  expect(JSON.parse(printed).data.triggerEvent).toMatchObject({ eventId: expect.any(String), userErrors: [] });
  await eventually(() => expect(items[1]).toEqual({ name: 'lock.battery', data: { room: '101', percent: 8 } }));
});

it('F16: a webhook that comes three times is one event, and one that nobody signed is none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-webhook-'));
  const file = join(directory, 'webhook.mjs');
  await writeFile(file, snippet('docs/integrations.md', 'Webhooks in', 'js'));
  const port = await freePort();
  const secret = 'shared with the locks';
  const program = spawn(process.execPath, [file], {
    env: { URL: `${running.url}/graphql`, KEY: key, SECRET: secret, PROPERTY: property, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    const deliver = async (event: object, signedWith: string) => {
      const body = JSON.stringify(event);
      const signature = createHmac('sha256', signedWith).update(body).digest('hex');
      const options = { method: 'POST', headers: { 'x-signature': signature }, body };
      return (await fetch(`http://127.0.0.1:${port}`, options)).status;
    };
    await eventually(
      async () => expect(await deliver({ id: 'forged', room: '1' }, 'another secret')).toBe(401),
      30_000,
    );
    const opened = { id: 'webhook-1', room: '101' };
    expect(await Promise.all([1, 2, 3].map(() => deliver(opened, secret)))).toEqual([204, 204, 204]);
    const stored = await running.app.database.prisma.event.findMany({ where: { type: 'EventTriggered' } });
    expect(stored.filter(({ payload }) => JSON.stringify(payload).includes('lock.opened'))).toHaveLength(1);
  } finally {
    program.kill();
    await rm(directory, { recursive: true, force: true });
  }
});
