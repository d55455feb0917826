import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { transact } from '../../src/database/transaction.js';
import { propertyUpdated } from '../../src/properties/events.js';
import { append } from '../../src/realtime/append.js';
import { createAppendAlone } from '../../src/realtime/append-alone.js';
import { system } from '../../src/realtime/event.js';
import { onServer } from '../support/database.js';
import { goalsTable, median } from './report.js';

export interface Appends {
  streams: number;
  /** Each in a transaction of its own, with what it says of it; or alone, sharing statements with others. */
  alone: boolean;
  perSecond: number[];
}

const atOnce = 64;
const each = 4_000;

/** How many transactions that append an event one node commits in a second: spread over streams, and all on one. */
export async function measureAppends(postgresqlUrl: string, rounds: number): Promise<Appends[]> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(postgresqlUrl, `CREATE DATABASE ${name}`);
  const url = new URL(postgresqlUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, dataDir: null, statementTimeoutMs: 60_000, poolSize: 16 });
  try {
    await migrate(database);
    const appendAlone = createAppendAlone(database);
    const results = [true, false].flatMap((alone) =>
      [1_000, 1].map((streams): Appends => ({ streams, alone, perSecond: [] })),
    );
    for (let round = 0; round <= rounds; round++) {
      for (const { streams, alone, perSecond } of results) {
        const ids = Array.from({ length: streams }, () => randomUUID());
        const started = performance.now();
        let next = 0;
        const write = async () => {
          while (next < each) {
            const propertyId = ids[next++ % streams] ?? '';
            const event = propertyUpdated(system, { propertyId, changes: ['name'], version: next });
            if (alone) await appendAlone(event);
            else await transact(database, async (tx) => append(tx, event));
          }
        };
        await Promise.all(Array.from({ length: atOnce }, write));
        // The first round warms up.
        if (round > 0) perSecond.push(each / ((performance.now() - started) / 1_000));
      }
    }
    return results;
  } finally {
    await database.close();
    await onServer(postgresqlUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

export function appendsTable(results: readonly Appends[]): string {
  const rows = results.map(({ streams, alone, perSecond }) => {
    const [least, most] = [Math.min(...perSecond), Math.max(...perSecond)].map(Math.round);
    const how = alone ? 'alone, sharing statements' : 'each in a transaction of its own';
    return `| ${streams === 1 ? 'one hot stream' : `${streams} streams`} | ${how} | ${Math.round(median(perSecond))} (${least}–${most}) |`;
  });
  return [
    '### Appends a second on one node, 64 at once (`appends`)',
    '',
    '| to | how | appends/s |',
    '|--|--|--|',
    ...rows,
    '',
    goalsTable(
      results
        .filter(({ alone }) => alone)
        .map(({ streams, perSecond }) => ({
          what: streams === 1 ? 'appends a second on one hot stream' : `appends a second over ${streams} streams`,
          value: median(perSecond),
          least: 3_000,
        })),
    ),
  ].join('\n');
}
