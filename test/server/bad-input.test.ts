import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_ANONYMOUS_COST: '1000000', LIMIT_SOCKETS_PER_ADDRESS: '1000' });
});
afterAll(async () => {
  const { data } = await running.ask('{ __typename }');
  expect(data, 'the server still answers').toEqual({ __typename: 'Query' });
  await running.close();
});

interface Raw {
  status: number;
  text: string;
}

function post(
  body: string | Buffer,
  headers: Record<string, string> = {},
  path = '/graphql',
  method = 'POST',
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${running.url}${path}`,
      { method, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const inside = /node_modules|\/src\/|\.ts:\d|at \w+ \(|prisma|postgres|SELECT |ECONN/i;
const query = (text: string, more: object = {}) => JSON.stringify({ query: text, ...more });

describe('requests that are none', () => {
  it.each<[what: string, status: number, body: string | Buffer, headers?: Record<string, string>]>([
    ['broken JSON', 400, '{"query": "{ __typename }"'],
    ['nothing', 400, ''],
    ['a text', 400, '"{ __typename }"'],
    ['a number', 400, '7'],
    ['null', 400, 'null'],
    ['several at once', 400, '[{"query":"{ __typename }"},{"query":"{ __typename }"}]'],
    ['no query', 400, '{}'],
    ['a query that is no text', 400, '{"query": {"a": 1}}'],
    ['variables that are a list', 400, query('{ __typename }', { variables: [] })],
    ['variables that are a text', 400, query('{ __typename }', { variables: 'x' })],
    ['an operation name that is a number', 400, query('{ __typename }', { operationName: 7 })],
    ['bytes that are no UTF-8', 400, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['text/plain', 415, query('{ __typename }'), { 'content-type': 'text/plain' }],
    ['a form', 415, 'query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', 415, '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['no content type', 415, query('{ __typename }'), { 'content-type': '' }],
    ['a Host that is none', 400, query('{ __typename }'), { host: '[' }],
    ['a Host of two words', 400, query('{ __typename }'), { host: 'bad host' }],
    ['a Host with a path', 400, query('{ __typename }'), { host: 'example.com/console' }],
    ['too much', 413, `{"query":"${' '.repeat(260_000)}"}`],
    ['too much, without a length', 413, `{"query":"${' '.repeat(260_000)}"}`, { 'transfer-encoding': 'chunked' }],
  ])('%s: refused in words', async (_what, status, body, headers) => {
    const answer = await post(body, headers);
    expect(answer.status, answer.text).toBe(status);
    const { errors } = JSON.parse(answer.text);
    expect(errors[0].message.length).toBeGreaterThan(10);
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.text).not.toMatch(inside);
  });

  it('a page, with a Host that is none: refused in words', async () => {
    for (const headers of [{ accept: 'text/html' }, {}])
      for (const path of ['/graphql', '/console/', '/console/settings.json', '/healthz']) {
        const answer = await post('', { ...headers, 'content-type': '', host: '[' }, path, 'GET');
        expect(answer.status, path).toBe(400);
        expect(answer.text).not.toMatch(inside);
      }
  });

  it('a mutation by GET changes nothing', async () => {
    const mutation = encodeURIComponent('mutation { signOut(input: {}) { userErrors { code } } }');
    const answer = await post('', { 'content-type': '' }, `/graphql?query=${mutation}`, 'GET');
    expect(answer.status).toBe(405);
  });

  it.each(['variables=%7Bbad', 'extensions=%7Bbad', 'variables=7'])('a GET with %s: refused in words', async (more) => {
    const answer = await post('', { 'content-type': '' }, `/graphql?query=%7B__typename%7D&${more}`, 'GET');
    expect(answer.status, answer.text).toBe(400);
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.text).not.toMatch(inside);
  });

  it('a query by GET is answered', async () => {
    const answer = await post(
      '',
      { 'content-type': '', accept: 'application/json' },
      '/graphql?query=%7B__typename%7D',
      'GET',
    );
    expect(JSON.parse(answer.text).data).toEqual({ __typename: 'Query' });
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is no method of this', async (method) => {
    expect((await post('', {}, '/graphql', method)).status).toBe(405);
  });

  it('a path that is none is not found', async () => {
    for (const path of [
      '/nothing',
      '/graphql/more',
      '/console/../../etc/passwd',
      '/console/%2e%2e/%2e%2e/etc/passwd',
      '//',
    ])
      expect([404, 400, 308], path).toContain((await post('', {}, path, 'GET')).status);
  });
});

const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });
const look =
  'query ($filter: PropertyFilter, $first: Int, $after: String) { properties(filter: $filter, first: $first, after: $after) { totalCount } }';

describe.each(Object.entries(transports))('operations that make no sense, over %s', (_name, ask) => {
  it.each<[what: string, document: string, variables?: object, code?: string]>([
    ['broken syntax', '{ viewer { '],
    ['an unknown field', '{ nothing }'],
    ['an unknown argument', '{ properties(nothing: 1) { totalCount } }'],
    ['a wrong type in the document', '{ properties(first: "many") { totalCount } }'],
    ['a wrong type in a variable', look, { first: 'many' }],
    ['a number that is none', look, { first: Number.MAX_VALUE }],
    ['an unknown key in an input', look, { filter: { nothing: 1 } }],
    ['a variable that is missing', 'query ($id: ID!) { property(id: $id) { name } }', {}],
    ['a page of none', look, { first: 0 }],
    ['a page of too many', look, { first: 101 }],
    ['a cursor that is none', look, { after: 'nonsense' }],
    ['an id that is none', '{ property(id: "nonsense") { name } }'],
    ['a NUL in a variable', look, { filter: { search: 'a\0b' } }],
    ['a NUL in the document', '{ properties(filter: { search: "a\\u0000b" }) { totalCount } }'],
    ['half of a surrogate pair', look, { filter: { search: '\ud800' } }],
    ['a key of JavaScript', look, JSON.parse('{"filter": {"__proto__": {"search": "x"}}}')],
    ['variables too deep', look, { filter: deep(30) }],
    ['variables too many', look, { filter: { kinds: Array.from({ length: 6_000 }, () => 'HOTEL') } }],
    [
      'an address that is none',
      'mutation { signIn(input: { email: "nobody", password: "x" }) { userErrors { code } } }',
    ],
    ['a day before all calendars', '{ bookings(filter: { from: "0000-01-01" }) { totalCount } }'],
    [
      'a time that is in the year 10000 here',
      'mutation { markAllNotificationsRead(input: { before: "9999-12-31T23:59:59-01:00" }) { count } }',
    ],
    ['two operations and no name', 'query A { __typename } query B { __typename }'],
  ])('%s: refused in words', async (_what, document, variables, code = 'BAD_USER_INPUT') => {
    const { data, errors } = await ask(running, document, variables);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(errors?.[0]?.extensions?.code, JSON.stringify(errors)).toBe(code);
    expect(errors?.[0]?.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(errors)).not.toMatch(inside);
  });

  it('a token that is refused: UNAUTHENTICATED, or a socket that is not opened', async () => {
    const answer = await ask(running, '{ __typename }', {}, 'nonsense').catch((error: { code?: number }) => error);
    if ('code' in answer) expect(answer.code).toBe(4403);
    else expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
