import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transports } from '../support/transports.js';
import { inProduction, type Node, startNode } from './support/nodes.js';

const known = 'query Known { properties { totalCount } }';
let directory: string;
let node: Node;
/** In production, and with the documents of its own clients alone. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'frontdesk-trusted-'));
  const file = join(directory, 'documents.json');
  await writeFile(file, JSON.stringify({ known }));
  const rates = { LIMIT_ANONYMOUS_COST: '100000' };
  node = await startNode(directory, 'trusted', { ...inProduction, ...rates, TRUSTED_DOCUMENTS: file });
});
afterAll(async () => {
  await node?.stop();
  await rm(directory, { recursive: true, force: true });
});

const unknown: Record<string, string> = {
  'another one': '{ __typename }',
  'the same with a blank more': `${known} `,
  'one that is not valid': '{ nothing }',
  'one that is no document': '{',
  'the schema': '{ __schema { types { name } } }',
  'a sign-in': 'mutation { signIn(input: { email: "a@example.com", password: "x" }) { userErrors { code } } }',
  'a subscription': 'subscription { viewerEvents { __typename } }',
  'one that is too large': `{ ${'a '.repeat(6_000)} }`,
};

describe('attack 3: a node with trusted documents', () => {
  for (const [transport, ask] of Object.entries(transports)) {
    it(`attack 3: with trusted documents, those are answered over ${transport}`, async () => {
      expect(await ask(node, known)).toMatchObject({ data: { properties: { totalCount: 0 } } });
    });

    it.each(Object.entries(unknown))(
      `attack 3: with trusted documents, %s over ${transport} hears what every other one hears`,
      async (_what, document) => {
        const { data, errors } = await ask(node, document);
        expect(data ?? null).toBeNull();
        expect(errors).toMatchObject([
          {
            message: 'This server answers known documents only, and this is not one of them.',
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ]);
        expect(errors).toHaveLength(1);
      },
    );
  }
});
