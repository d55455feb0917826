import { beforeAll, describe, expect, it } from 'vitest';
import { fuzz, type Outcome, shareOf } from './support/fuzz.js';
import { operations } from './support/inputs.js';
import { roles } from './support/target.js';

/**
 * So many requests over both projects of the suite together; `npm run attacks -- --fuzz 100000` makes more, `--seed` plays
 * a run again.
 */
const requests = Math.ceil(Number(process.env.FUZZ ?? 1_000) / 2);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

let outcome: Outcome;
beforeAll(
  async () => {
    outcome = await fuzz({ requests, seed });
  },
  Math.max(600_000, requests * 200),
);

const findings = (fits: (finding: Outcome['findings'][number]) => boolean) => outcome.findings.filter(fits);

describe(`attack 4: ${requests} requests made from the schema, seed ${seed}: no 5xx, no crash, nothing of our inside`, () => {
  it.each(operations)('attack 4: $kind $name', ({ name }) => {
    expect(outcome.counts.get(name)?.asked).toBeGreaterThan(0);
    expect(findings(({ operation }) => operation === name)).toEqual([]);
  });

  it.each(['HTTP', 'SSE', 'WebSocket'])('attack 4: over %s, nobody hears that something has failed', (name) => {
    expect(findings(({ transport }) => transport === name)).toEqual([]);
  });

  it.each([...roles, 'newcomer'])('attack 4: as %s, nobody hears that something has failed', (name) => {
    expect(findings(({ caller }) => caller === name)).toEqual([]);
  });

  // Several are on their way at once: on a machine that stands still, all of them wait together.
  it('attack 4: no operation takes so long that hundreds of others are answered meanwhile', () => {
    expect([...outcome.overtaken].filter(([, others]) => others > 500)).toEqual([]);
  });
});

/** What a request that is made up cannot do, and why. */
const cannotBeDone: Record<string, string> = {
  createTelegramLink: 'there is no bot: nobody answers where Telegram would',
  retryEmail: 'no mail has failed: each is in the dev mailbox at once',
  retryJob: 'no job has failed for good',
};

/** With fewer requests of each, chance decides. */
const enough = shareOf(requests) >= 50;

describe('attack 4: requests get past what is looked at first, or the above would prove nothing', () => {
  it('attack 4: all that is said of operations is said of one that there is', () => {
    const names = operations.map(({ name }) => name);
    expect(Object.keys(cannotBeDone).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.runIf(enough)('attack 4: every question was answered with something', () => {
    const asked = operations.filter(({ kind }) => kind !== 'mutation');
    expect(asked.filter(({ name }) => !outcome.counts.get(name)?.answered).map(({ name }) => name)).toEqual([]);
  });

  it.runIf(enough)('attack 4: everything that can be done was done', () => {
    const asked = operations.filter(({ kind, name }) => kind === 'mutation' && !(name in cannotBeDone));
    expect(asked.filter(({ name }) => !outcome.counts.get(name)?.done).map(({ name }) => name)).toEqual([]);
  });
});
