import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { transports } from '../support/transports.js';

const known = 'query Known { properties { totalCount } }';
let directory: string;
let running: RunningApp;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'frontdesk-documents-'));
  const file = join(directory, 'documents.json');
  await writeFile(file, JSON.stringify({ known }));
  running = await startApp({ TRUSTED_DOCUMENTS: file, LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(async () => {
  await running?.close();
  await rm(directory, { recursive: true });
});

describe.each(Object.entries(transports))('attack 3: trusted documents alone, over %s', (_transport, ask) => {
  it('attack 3: answers those that it knows', async () => {
    expect(await ask(running, known)).toMatchObject({ data: { properties: { totalCount: 0 } } });
  });

  it.each([
    ['another one', '{ __typename }'],
    ['the same with a blank more', `${known} `],
    ['one that is not valid', '{ nothing }'],
    ['one that is no document', '{'],
    ['the schema', '{ __schema { types { name } } }'],
    ['one that is too large', `{ ${'a '.repeat(6_000)} }`],
  ])('attack 3: says the same about %s', async (_what, document) => {
    const { data, errors } = await ask(running, document);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([
      {
        message: 'This server answers known documents only, and this is not one of them.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

it('attack 3: does not start with documents that cannot be read', async () => {
  await writeFile(join(directory, 'numbers.json'), '[1, 2]');
  for (const name of ['nothing.json', 'numbers.json'])
    await expect(
      startApp({ TRUSTED_DOCUMENTS: join(directory, name) }).then((app) => app.app.listen()),
    ).rejects.toThrow(/^TRUSTED_DOCUMENTS/);
});
