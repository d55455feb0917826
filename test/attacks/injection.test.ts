import { beforeAll, describe, expect, it } from 'vitest';
import { transports } from '../support/transports.js';
import { act, codesOf, done } from './support/acting.js';
import { browserKeys } from './support/browser-keys.js';
import { privateCanary } from './support/canaries.js';
import { insideOf } from './support/leaks.js';
import { open, target, tokenAs } from './support/target.js';

let owner: string | null;
let guest: string | null;
beforeAll(async () => {
  owner = await tokenAs('owner');
  guest = await tokenAs('guest', target().prey);
});

/** Attack 24: where a server of ours must not knock for somebody else. */
const internal = [
  'http://127.0.0.1:6379/',
  'https://127.0.0.1/',
  'https://localhost/',
  'https://0.0.0.0/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://user:password@127.0.0.1/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'ftp://127.0.0.1/',
  'http://push.example.com/',
  'ftp://push.example.com/',
  'https://push.example.com:6379/',
  'https://intranet/',
  'javascript:alert(1)',
  'data:text/html,x',
];

describe('attack 24: URLs that lead inside', () => {
  const register = (endpoint: string) =>
    act(open(), guest, 'registerPushSubscription', { endpoint, ...browserKeys }, 'pushSubscription { id }');

  it.each(internal)('attack 24: a push subscription to %s', async (endpoint) => {
    const answer = await register(endpoint);
    expect(codesOf(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.pushSubscription).toBeNull();
  });

  it('attack 24: one to a push service is taken, or this would prove nothing', async () => {
    const answer = await register('https://push.example.com/1');
    expect(codesOf(answer)).toEqual([]);
    await done(open(), guest, 'removePushSubscription', { id: answer.pushSubscription.id });
  });

  it.each(['javascript:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd', 'https://'])(
    'attack 24: %s is no address of a picture or a website',
    async (url) => {
      expect(codesOf(await act(open(), guest, 'updateProfile', { avatarUrl: url }))).toHaveLength(1);
      expect(
        codesOf(await act(open(), owner, 'updateProperty', { id: target().ours.propertyId, website: url })),
      ).toHaveLength(1);
    },
  );
});

const sql = [
  "' OR '1'='1",
  "'; DROP TABLE booking; --",
  '\' UNION SELECT email, password_hash FROM "user" --',
  "%' AND pg_sleep(10) --",
  '%',
  '_%_%_%',
  '\\',
  "\\'; SELECT 1",
  '$1',
  '$\u007b1+1}',
  '{{7*7}}',
  "a' || (SELECT version()) || '",
  '& | ! ( ) :*',
  "a:* & 'b",
  '(((((((((((a',
  `${'a'.repeat(60)}!`,
  `${'(a+)+'.repeat(10)}$`,
  `${'%_'.repeat(120)}`,
  '\u202E\u0000'.replace('\u0000', ''),
];

const searches: Array<[what: string, document: string]> = [
  ['bookings', 'query ($s: String) { bookings(filter: { search: $s }) { totalCount nodes { guestName } } }'],
  ['conversations', 'query ($s: String) { conversations(filter: { search: $s }) { nodes { subject } } }'],
  ['messages', 'query ($s: String!) { searchMessages(query: $s) { nodes { body } } }'],
  ['properties', 'query ($s: String) { properties(filter: { search: $s, mine: true }) { nodes { name } } }'],
  ['a code', 'query ($s: String!) { bookingByCode(code: $s) { guestName } }'],
  ['a slug', 'query ($s: String) { property(slug: $s) { name } }'],
  ['labels', 'query ($s: String) { conversations(filter: { label: $s }) { nodes { subject } } }'],
  ['gateways', 'query ($s: String!) { payments(filter: { gateways: [$s] }) { nodes { id } } }'],
  ['a cursor', 'query ($s: String) { bookings(after: $s) { nodes { guestName } } }'],
];

describe('attack 25: what is searched for is a text', () => {
  it.each(searches.flatMap(([what, document]) => sql.map((text) => ({ what, document, text }))))(
    'attack 25: $what by $text',
    async ({ document, text }) => {
      const began = performance.now();
      const { data, errors } = await transports.HTTP(open(), document, { s: text }, owner);
      // A statement that sleeps or an expression that goes back and forth would take ten seconds and more.
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(errors?.map(({ extensions }) => extensions?.code) ?? []).not.toContain('INTERNAL');
      const said = JSON.stringify({ data, errors });
      expect(said).not.toContain(privateCanary);
      expect(said).not.toContain('argon2');
      expect(insideOf(said)).toBeUndefined();
    },
  );

  it.each(['%', '_', '%%', '\\', 'A%l', '_rrival'])('attack 25: %s stands for itself', async (text) => {
    for (const document of [
      'query ($s: String) { conversations(filter: { search: $s }) { nodes { subject } } }',
      'query ($s: String) { bookings(filter: { search: $s }) { nodes { guestName } } }',
    ]) {
      const { data, errors } = await transports.HTTP(open(), document, { s: text }, owner);
      expect(errors).toBeUndefined();
      expect(Object.values(data)).toEqual([{ nodes: [] }]);
    }
  });

  it('attack 25: everything is still there', async () => {
    const { data } = await transports.HTTP(open(), '{ bookings { totalCount } }', {}, owner);
    expect(data.bookings.totalCount).toBeGreaterThan(0);
  });
});
