import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({
    LIMIT_USER_COST: '40',
    LIMIT_USER_COST_PER_SECOND: '0.001',
    LIMIT_SOCKETS_PER_ADDRESS: '1000',
  });
});
afterAll(() => running.close());

let made = 0;
/** Each a document that nobody has asked before, as who guesses sends them. */
const refused: Array<[what: string, document: () => string]> = [
  ['is no GraphQL', () => `{ viewer { name${++made} `],
  ['names a field that is not there', () => `{ nothing${++made} }`],
  [
    'is too deep',
    () => `{ a${++made}: __schema { types { ${'ofType { fields { type { '.repeat(6)} name ${'} } }'.repeat(6)} } } }`,
  ],
  ['has an argument that makes no sense', () => `{ a${++made}: properties(first: 0) { totalCount } }`],
  ['has two operations and names none', () => `query A${++made} { __typename } query B { __typename }`],
  ['is too long', () => `{ a${++made}: __typename } # ${'x'.repeat(10_000)}`],
];

describe.each(Object.entries(transports))('D7: what is refused over %s', (_transport, ask) => {
  it.each(refused)('costs too when it %s, and ends when nothing is left', async (_what, document) => {
    const token = await signedIn(running.app, await aUser(running.app));
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push((await ask(running, document(), {}, token)).errors?.[0]?.extensions?.code);
    expect(codes.slice(0, 4)).not.toContain('RATE_LIMITED');
    expect(codes.slice(4)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    expect((await ask(running, '{ __typename }', {}, token)).errors?.[0]?.extensions?.code).toBe('RATE_LIMITED');
  });

  it('a document that is read for the first time costs no more than it costs', async () => {
    const token = await signedIn(running.app, await aUser(running.app));
    const document = `{ a${++made}: properties(first: 3) { nodes { id } } }`;
    const left = [];
    for (let n = 0; n < 2; n++)
      left.push(
        ((await ask(running, document, {}, token)) as { extensions?: { cost: { remaining: number } } }).extensions?.cost
          .remaining,
      );
    const [first = 0, second = 0] = left;
    expect(40 - first).toBe(first - second);
  });
});
