import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inShell } from '../documentation/shell.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';

const possible = postgresqlPrograms() !== undefined && redisIsInstalled();

// In CI it fails instead: there, everything is installed.
describe.skipIf(!possible && process.env.CI !== 'true')('what people start, in its quickest form', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'frontdesk-commands-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const run = (command: string) =>
    inShell(command, {
      env: { TEST_POSTGRESQL: process.env.TEST_POSTGRESQL, FIGURES: join(directory, 'figures.json') },
    });
  const figures = async () => JSON.parse(await readFile(join(directory, 'figures.json'), 'utf8'));

  it('the bench of Frontdesk alone needs no other server, prints its tables and writes them into a page', async () => {
    const page = join(directory, 'performance.md');
    await cp('docs/performance.md', page);
    const printed = await run(
      `npm run bench -- 1000x1 dashboard --quick --only Frontdesk --write-docs --page ${page} --json "$FIGURES"`,
    );
    expect(printed).toMatch(/^\| Frontdesk \| \d/m);
    const [{ rounds }] = (await figures()).results;
    expect(rounds).toHaveLength(1);
    expect(rounds[0].frameBytes).toBeGreaterThan(200);
    const written = await readFile(page, 'utf8');
    expect(written).toMatch(/^# Performance$/m);
    for (const name of ['1000x1', 'dashboard'])
      expect(written).toMatch(new RegExp(`^### .*\\(\`${name}\`\\)\n\n1 round, \\d{4}-\\d\\d-\\d\\d\\.$`, 'm'));
    expect(written).toMatch(/^\| 1,000 \| \d/m);
  });

  it('figures of a quick run never come into the pages that are committed', async () => {
    await expect(run('npm run bench -- capacity --quick --write-docs')).rejects.toThrow('--quick are not for');
  });

  it('the bench of the capacity measures each cost, and prints what they come to', async () => {
    const printed = await run('npm run bench -- capacity --quick --json "$FIGURES"');
    expect(printed).toContain('| connections | 1,000 | 10,000 | 100,000 | 1,000,000 |');
    const { costs, rounds } = await figures();
    expect(costs.deliveries.map(({ sockets }: { sockets: number }) => sockets)).toEqual([20, 40, 80, 180]);
    expect(rounds.bySockets[0].sizes).toHaveLength(6);
    // Counted, not measured: they are right in the smallest run, too.
    expect(costs.frameBytes).toBeGreaterThan(200);
    expect(costs.walBytes).toBeGreaterThan(0);
  });

  it('the figures of the faults say how long people wait, and that nothing is lost', async () => {
    const printed = await run('npm run faults -- --figures --clients 20 --missed 20 --seconds 2');
    expect(printed).toContain('20 clients that missed 20 events each were whole again');
    expect(printed).toMatch(/^Redis away for 2 s: [1-9].* 0 lost\.$/m);
    expect(printed).toContain('a node was killed');
  });
});
