import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { transact } from '../../src/database/transaction.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_EXECUTION_MS: '1000' });
});
afterAll(() => running.close());

const createProperty = `mutation ($slug: String!) {
  createProperty(input: { name: "Slow", slug: $slug, kind: HOTEL, timeZone: "Europe/Lisbon", currency: "EUR" }) {
    property { id } userErrors { code }
  }
}`;

/** Makes each insert into the table take so long, while `work` runs. */
async function slowed<T>(table: string, seconds: number, work: () => Promise<T>): Promise<T> {
  const { database } = running.app;
  await database.script(`
    CREATE FUNCTION slow_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(${seconds}); RETURN NEW; END $$;
    CREATE TRIGGER slow BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION slow_${table}();`);
  try {
    return await work();
  } finally {
    await database.script(`DROP TRIGGER slow ON "${table}"; DROP FUNCTION slow_${table}();`);
  }
}

/** Nothing is open any more that might still commit. */
const quiet = () =>
  eventually(async () => {
    const open = await running.app.database.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND (state = 'active' OR state LIKE 'idle in transaction%')`,
    );
    expect(open).toEqual([]);
  });

describe.each(Object.entries(transports))('an operation that takes too long, over %s', (name, ask) => {
  it('is answered by TIMEOUT, and nothing of it is kept', async () => {
    const token = await signedIn(running.app, await aUser(running.app));
    const slug = `slow-${name.toLowerCase()}`;
    // Each statement is short enough: it is their sum that is too long.
    const { errors } = await slowed('property', 0.7, () =>
      slowed('membership', 0.7, () => ask(running, createProperty, { slug }, token)),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
    await quiet();
    expect(await running.app.database.prisma.property.count({ where: { slug } })).toBe(0);
  });
});

// The embedded database cannot be interrupted: the operation ends with its statement.
describe.skipIf(inject('engine') === 'embedded')('one statement that takes too long', () => {
  it.each(Object.entries(transports))(
    'is cancelled in the database, and said by TIMEOUT, over %s',
    async (name, ask) => {
      const token = await signedIn(running.app, await aUser(running.app));
      const slug = `cancelled-${name.toLowerCase()}`;
      const since = performance.now();
      await slowed('property', 600, async () => {
        const { errors } = await ask(running, createProperty, { slug }, token);
        expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
        await quiet();
      });
      expect(performance.now() - since).toBeLessThan(20_000);
      expect(await running.app.database.prisma.property.count({ where: { slug } })).toBe(0);
    },
  );

  it('is TIMEOUT also when the database says so first, to a query and to a mutation', async () => {
    await using patient = await startApp({ LIMIT_EXECUTION_MS: '60000' });
    const { database } = patient.app;
    const token = await signedIn(patient.app, await aUser(patient.app));
    const cancelWaiting = () =>
      eventually(async () => {
        const cancelled = await database.query(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        expect(cancelled).not.toEqual([]);
      });
    await database.exclusively(4_712, async (other) => {
      await other.script('BEGIN; LOCK TABLE property IN ACCESS EXCLUSIVE MODE;');
      for (const ask of Object.values(transports))
        for (const document of ['{ properties { nodes { name } } }', createProperty]) {
          const [{ errors }] = await Promise.all([ask(patient, document, { slug: 'locked' }, token), cancelWaiting()]);
          expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
        }
    });
  });

  it('tries a deadlock again: of two that wait for each other, both are done', async () => {
    // PostgreSQL looks for deadlocks after a second.
    await using patient = await startApp();
    const { database } = patient.app;
    const users = await Promise.all([aUser(patient.app), aUser(patient.app)]);
    let attempts = 0;
    let met = 0;
    const crossing = (ids: string[]) =>
      transact(database, async (tx) => {
        attempts++;
        for (const [place, id] of ids.entries()) {
          await tx.$executeRaw`UPDATE "user" SET name = name || '!' WHERE id = ${id}::uuid`;
          if (place > 0) continue;
          // The first time, neither goes on before the other holds its first row.
          met++;
          while (met < 2) await wait(5);
        }
      });
    const ids = users.map(({ id }) => id);
    await Promise.all([crossing(ids), crossing(ids.toReversed())]);
    expect(attempts).toBeGreaterThan(2);
    for (const { id, name } of users)
      expect(await database.prisma.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: `${name}!!` });
  });
});

it.each(['40001', '40P01'])('tries what fails with %s again, a few times, and keeps it once', async (state) => {
  const { database } = running.app;
  const { id, name } = await aUser(running.app);
  // A sequence counts on though the transaction is rolled back.
  await database.script(`
    CREATE SEQUENCE tries_${state};
    CREATE FUNCTION conflict_${state}(most int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('tries_${state}') <= most THEN RAISE EXCEPTION 'conflict' USING ERRCODE = '${state}'; END IF;
      RETURN 1;
    END $$;`);
  const rename = (most: number) =>
    transact(database, async (tx) => {
      await tx.$executeRaw`UPDATE "user" SET name = name || '!' WHERE id = ${id}::uuid`;
      await tx.$queryRawUnsafe(`SELECT conflict_${state}(${most})`);
    });
  await rename(2);
  expect(await database.prisma.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: `${name}!` });
  await expect(rename(1_000)).rejects.toThrow();
  const [row] = await database.query<{ last: string | number }>(`SELECT last_value AS last FROM tries_${state}`);
  expect(Number(row?.last)).toBe(3 + 4);
});
