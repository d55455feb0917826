import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { limitSettings } from '../../src/limits.js';
import { eventually } from '../support/eventually.js';
import { globalId } from '../support/global-id.js';
import { type Reply, transports } from '../support/transports.js';
import { done, inDays } from './support/acting.js';
import { askFrom, followFrom } from './support/from.js';
import { type Person, strict, target, tokenAs, tokenOf } from './support/target.js';
import { openWire, readyWire, subscribe, type Wire } from './support/wire.js';

const limitOf = (name: keyof typeof limitSettings) => Number(limitSettings[name].fallback);
const nodes = () => target().strict.map((url) => ({ url }));
const nodeOf = (index: number) => nodes()[index % nodes().length] ?? strict();
/** People of whom nothing else is asked in production: nobody has spent what is theirs. */
const stranger = (index: 5 | 6 | 11): Person => target().strangers[index] ?? target().admin;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
/** Addresses of their own, so that nobody uses up what others have. */
const from = (last: number) => `127.0.33.${last}`;
const secondsSince = (began: number) => (performance.now() - began) / 1_000;

describe('attack 8: what a person may spend', () => {
  it('attack 8: a person spends what they have, from wherever and on every transport together, and others do not notice', async () => {
    const token = await tokenOf(stranger(11));
    const question = '{ properties(first: 100) { nodes { name } } }';
    await using wire = await readyWire(strict(), token, { localAddress: from(1) });
    const began = performance.now();
    let spent = 0;
    const refusedOver = new Set<string>();
    const retryAfters: number[] = [];
    const take = (
      transport: string,
      { errors, extensions }: Reply & { extensions?: { cost?: { requested: number } } },
    ) => {
      if (errors === undefined) spent += extensions?.cost?.requested ?? Number.NaN;
      else {
        expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
        refusedOver.add(transport);
      }
    };
    // Each question another document, so that none is remembered.
    for (let round = 0; round < 4 && refusedOver.size < 2; round++) {
      const asked = Array.from({ length: 10 }, (_, index) => `${round * 10 + index}`);
      const overHttp = asked.map(async (id, index) => {
        const { body, headers } = await askFrom(
          from(index + 2),
          nodeOf(index),
          `${question} # ${id}`,
          {},
          bearer(token),
        );
        take('HTTP', body);
        if (body.errors !== undefined) retryAfters.push(Number(headers['retry-after']));
      });
      const overSocket = asked.map(async (id) => {
        wire.send(subscribe(id, `${question} # on a socket ${id}`));
        const { type, payload } = await answerOn(wire, id);
        take('WebSocket', type === 'error' ? { errors: payload as Reply['errors'] & object } : (payload as Reply));
      });
      await Promise.all([...overHttp, ...overSocket]);
    }
    expect([...refusedOver].sort()).toEqual(['HTTP', 'WebSocket']);
    expect(retryAfters.every((seconds) => seconds > 0)).toBe(true);
    expect(spent).toBeGreaterThan(limitOf('LIMIT_USER_COST') / 2);
    const back = limitOf('LIMIT_USER_COST_PER_SECOND') * secondsSince(began);
    expect(spent).toBeLessThanOrEqual(limitOf('LIMIT_USER_COST') + back);
    // Somebody else at the same address is asked for what is their own.
    const another = await askFrom(from(2), strict(), question, {}, bearer(await tokenOf(stranger(6))));
    expect(another.body.errors).toBeUndefined();
  });

  it('attack 8: a person sends as many messages as the limit says, on all nodes together, and the others are not there', async () => {
    const token = await tokenOf(stranger(5));
    const participantIds = [globalId('User', stranger(6).userId)];
    const group = { kind: 'GROUP', participantIds };
    const { conversation } = await done(strict(), token, 'startConversation', group, 'conversation { id }');
    const sends = Array.from(
      { length: 10 },
      (_, index) =>
        `a${index}: sendMessage(input: { conversationId: $id, body: "x" }) { message { id } userErrors { code ... on RateLimitedError { retryAfterMs } } }`,
    );
    const document = `mutation ($id: ID!) { ${sends.join(' ')} }`;
    const payloads: Array<{ message: object | null; userErrors: Array<{ code: string; retryAfterMs: number }> }> = [];
    const refused = () => payloads.filter(({ message }) => message === null);
    const began = performance.now();
    for (let round = 0; round < 2 && refused().length === 0; round++) {
      const ask = (index: number) => transports.HTTP(nodeOf(index), document, { id: conversation.id }, token);
      for (const { data } of await Promise.all([0, 1, 2].map(ask)))
        payloads.push(...(Object.values(data) as typeof payloads));
    }
    const most = limitOf('LIMIT_SENDS_PER_SECOND') * (1 + secondsSince(began));
    expect(refused().length).toBeGreaterThan(0);
    for (const { userErrors } of refused()) {
      expect(userErrors).toMatchObject([{ code: 'RATE_LIMITED' }]);
      expect(userErrors[0]?.retryAfterMs).toBeGreaterThan(0);
    }
    const sent = payloads.length - refused().length;
    expect(sent).toBeLessThanOrEqual(most);
    const listed = 'query ($id: ID!) { conversation(id: $id) { messages(first: 100) { nodes { id } } } }';
    const { data } = await transports.HTTP(strict(), listed, { id: conversation.id }, await tokenOf(stranger(6)));
    expect(data.conversation.messages.nodes).toHaveLength(sent);
  });
});

async function answerOn(wire: Wire, id: string): Promise<Wire['messages'][number]> {
  return eventually(() => {
    const found = wire.messages.find((message) => message.id === id && message.type !== 'complete');
    if (found === undefined) throw new Error(`${id} is not answered.`);
    return found;
  }, 60_000);
}

/** What is to be closed at the end of a test, however it ends. */
class Opened implements AsyncDisposable {
  readonly #all: Array<Disposable | AsyncDisposable> = [];

  keep<One extends Disposable | AsyncDisposable>(one: One): One {
    this.#all.push(one);
    return one;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#all)
      if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]();
      else one[Symbol.dispose]();
  }
}

describe('attack 8: streams over SSE are sockets', () => {
  const mine = 'subscription { viewerEvents { __typename } }';
  const free =
    'subscription ($id: ID!, $from: Date!, $to: Date!) { availabilityEvents(offeringId: $id, from: $from, to: $to) { __typename } }';

  it('attack 8: the eleventh of a person is refused, from whichever address and whatever the other ten are', async () => {
    const token = await tokenOf(stranger(6), 1);
    await using all = new Opened();
    const stream = async (last: number) => all.keep(await followFrom(from(last), strict(), mine, {}, bearer(token)));
    for (let last = 50; last < 55; last++) all.keep(await readyWire(strict(), token, { localAddress: from(last) }));
    const streams = [];
    for (let last = 55; last < 60; last++) streams.push(await stream(last));
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const eleventh = await stream(60);
    expect(eleventh.status).toBe(429);
    expect(eleventh.text()).toContain('RATE_LIMITED');
    const eleventhSocket = await openWire(strict(), { localAddress: from(60) });
    eleventhSocket.send({ type: 'connection_init', payload: bearer(token) });
    expect(await eleventhSocket.closed).toBe(4412);
    // One of them ends: there is room for another one.
    streams[0]?.[Symbol.dispose]();
    await eventually(async () => expect((await stream(61)).status).toBe(200));
  });

  it('attack 8: the fifty-first of an address is refused, and other addresses do not notice', async () => {
    const days = { id: target().ours.ids.Offering, from: inDays(1), to: inDays(2) };
    await using all = new Opened();
    const stream = async (last: number) => all.keep(await followFrom(from(last), strict(), free, days));
    const [sockets, streams] = [40, 10];
    for (let number = 0; number < sockets; number++)
      all.keep(await readyWire(strict(), null, { localAddress: from(70) }));
    for (let number = 0; number < streams; number++) expect((await stream(70)).status).toBe(200);
    const more = await stream(70);
    expect(more.status).toBe(429);
    expect(more.text()).toContain('RATE_LIMITED');
    expect(await (await openWire(strict(), { localAddress: from(70) })).closed).toBe(4412);
    expect((await stream(71)).status).toBe(200);
  });
});

// The embedded database is of one process: nobody else can hold anything there.
describe.runIf(target().strictDatabase !== null)('attack 8: what takes too long', () => {
  const documents = {
    'a query': 'query ($id: ID!) { property(id: $id) { cannedReplies(first: 1) { nodes { body } } } }',
    'a mutation':
      'mutation ($id: ID!) { saveCannedReply(input: { propertyId: $id, title: "late", body: "B" }) { userErrors { code } } }',
  };
  const database = new pg.Client({ connectionString: target().strictDatabase ?? '' });
  beforeAll(async () => {
    await database.connect();
    return () => database.end();
  });

  it('attack 8: an operation that takes longer than it may is given up, over each transport, and so is its statement', async () => {
    const token = await tokenAs('owner');
    const id = target().ours.propertyId;
    await database.query('BEGIN; LOCK TABLE canned_reply IN ACCESS EXCLUSIVE MODE');
    try {
      const answers = await Promise.all(
        Object.values(transports).flatMap((ask) =>
          Object.values(documents).map((document, index) => ask(nodeOf(index), document, { id }, token)),
        ),
      );
      for (const { errors } of answers) expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
      // Nobody waits for what is held, though it is held still.
      await eventually(async () => {
        const { rows } = await database.query(
          `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows).toEqual([]);
      });
    } finally {
      await database.query('ROLLBACK');
    }
    const { rows } = await database.query(`SELECT 1 FROM canned_reply WHERE title = 'late'`);
    expect(rows).toEqual([]);
    // What was given up has left nothing behind that others would wait for.
    const again = await transports.HTTP(strict(), documents['a query'], { id }, token);
    expect(again.errors).toBeUndefined();
  });
});
