import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

interface Statement {
  text: string;
  values: unknown[];
}

/** What reaches PostgreSQL while `work` runs, with its values. */
async function statementsWithValues(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const spy = vi
    .spyOn(pg.Client.prototype as { query: (...args: unknown[]) => unknown }, 'query')
    .mockImplementation(function (this: unknown, ...args: unknown[]) {
      const [query, values] = args as [Partial<Statement> | string, unknown];
      if (typeof query === 'string') statements.push({ text: query, values: Array.isArray(values) ? values : [] });
      else if (typeof query?.text === 'string') statements.push({ text: query.text, values: query.values ?? [] });
      return original.apply(this, args);
    });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return statements;
}

// The embedded database plans as PostgreSQL does; its statements do not pass by the driver that is watched here.
describe.skipIf(inject('engine') === 'embedded')('with fifty thousand rows', () => {
  let running: RunningApp;
  let admin: string;
  let owner: string;
  let propertyId: string;
  beforeAll(async () => {
    running = await startApp();
    const { app } = running;
    admin = await signedIn(app, await aUser(app, { role: 'ADMIN' }));
    const property = await aProperty(app);
    const { user } = await aMember(app, property, 'OWNER');
    owner = await signedIn(app, user);
    propertyId = globalId('Property', property.id);
    await app.database.script(`
      SET statement_timeout = 0;
      INSERT INTO "user" (id, name, email, updated_at) SELECT gen_random_uuid(), 'Person ' || n, 'p' || n || '@many.example', now() FROM generate_series(1, 50000) n;
      INSERT INTO property (id, slug, name, kind, time_zone, currency, updated_at)
        SELECT gen_random_uuid(), 'many-' || n, 'Many ' || n, 'HOTEL', 'UTC', 'EUR', now() FROM generate_series(1, 50000) n;
      INSERT INTO session (id, user_id, device, user_agent, address, expires_at)
        SELECT gen_random_uuid(), id, 'Test', '', '', now() + interval '1 day' FROM "user";
      INSERT INTO membership (id, property_id, user_id, role)
        SELECT gen_random_uuid(), p.id, u.id, 'STAFF' FROM (SELECT id, row_number() OVER () n FROM property) p JOIN (SELECT id, row_number() OVER () n FROM "user") u USING (n)
        ON CONFLICT DO NOTHING;
      INSERT INTO invitation (id, property_id, email, role, token_hash, invited_by_id, expires_at)
        SELECT gen_random_uuid(), p.id, 'x@many.example', 'STAFF', decode(md5(p.id::text), 'hex'), (SELECT id FROM "user" LIMIT 1), now() + interval '1 day' FROM property p;
      INSERT INTO stream (id, seq) SELECT 'many:' || n, 1 FROM generate_series(1, 50000) n;
      INSERT INTO event (stream, seq, id, type, actor, payload) SELECT 'many:' || n, 1, gen_random_uuid(), 'Happened', 'system', '{}' FROM generate_series(1, 50000) n;
      ANALYZE;
      RESET statement_timeout;`);
  }, 120_000);
  afterAll(() => running?.close());

  /** The lists of the API, without what counts everything. */
  const lists: Array<[what: string, who: () => string, document: string]> = [
    ['properties by name', () => admin, '{ properties(first: 20) { nodes { name } pageInfo { endCursor } } }'],
    ['the newest properties', () => admin, '{ properties(first: 20, orderBy: NEWEST) { nodes { name } } }'],
    ['where I work', () => owner, '{ properties(filter: { mine: true }) { nodes { name viewerRole } } }'],
    ['one property by its slug', () => owner, '{ property(slug: "many-7") { name } }'],
    [
      'its members',
      () => owner,
      'query ($id: ID!) { property(id: $id) { members { nodes { role user { name } } totalCount } } }',
    ],
    [
      'its invitations',
      () => owner,
      'query ($id: ID!) { property(id: $id) { invitations { nodes { email } totalCount } } }',
    ],
    ['my sessions', () => owner, '{ viewer { sessions { nodes { device } totalCount } } }'],
    ['people', () => admin, '{ users(first: 20) { nodes { name } } }'],
    ['administrators', () => admin, '{ users(first: 20, role: ADMIN) { nodes { name } } }'],
  ];

  it.each(lists)('%s are found by an index', async (_what, who, document) => {
    const statements = await statementsWithValues(async () => {
      const { errors } = await running.ask(document, { id: propertyId }, who());
      expect(errors).toBeUndefined();
    });
    const reads = statements.filter(({ text }) => /^\s*SELECT/i.test(text) && large.test(text));
    expect(reads.length).toBeGreaterThan(0);
    for (const { text, values } of reads) expect(await plan(text, values), text).not.toMatch(scans);
  });

  it('and so are events, and the heads of streams', async () => {
    const { log } = running.app.realtime;
    const statements = await statementsWithValues(async () => {
      await log.read('many:7', 0, 100);
      await log.head('many:7');
    });
    const reads = statements.filter(({ text }) => /"?(event|stream)"?/.test(text));
    expect(reads.length).toBeGreaterThan(1);
    for (const { text, values } of reads) expect(await plan(text, values), text).not.toMatch(scans);
  });

  const tables = '(property|user|membership|session|invitation|event|stream)';
  const large = new RegExp(`"${tables}"|\\b${tables}\\b`);
  const scans = new RegExp(`Seq Scan on (public\\.)?"?${tables}"?\\b`);

  async function plan(text: string, values: readonly unknown[]): Promise<string> {
    const rows = await running.app.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }
});
