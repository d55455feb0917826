import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { expect, it } from 'vitest';
import { type Program, startProgram, temporaryDirectory } from '../support/program.js';

const kills = 20;
const writers = 4;

it('keeps every acknowledged row and event of the embedded database through kill -9', async () => {
  await using directory = await temporaryDirectory();
  const acknowledged = new Set<string>();
  let token: string | undefined;
  for (let round = 0; round <= kills; round++) {
    const program = startProgram({
      DATA_DIR: directory.path,
      LIMIT_USER_COST: '1000000000',
      LIMIT_USER_COST_PER_SECOND: '1000000000',
    });
    try {
      const url = await program.ready();
      token ??= await signUp(url);
      const present = await slugs(url, token);
      const lost = [...acknowledged].filter((slug) => !present.has(slug));
      expect(lost, `after ${round} kills`).toEqual([]);
      if (round < kills) await writeUntilKilled(program, url, token, round, acknowledged);
    } finally {
      program.child.kill('SIGKILL');
      await program.ended();
    }
  }
  expect(acknowledged.size).toBeGreaterThan(kills * writers);
  await expectWholeLog(directory.path, acknowledged);
});

/** Several writers, and death in the middle of what they do. A row counts once its answer has arrived. */
async function writeUntilKilled(
  program: Program,
  url: string,
  token: string,
  round: number,
  acknowledged: Set<string>,
): Promise<void> {
  // Another number each time, so that death meets other moments: an odd commit, a page that was just filled.
  const enough = acknowledged.size + 8 + ((round * 7) % 23);
  const writer = async (number: number) => {
    for (let count = 0; ; count++) {
      const slug = `round-${round}-writer-${number}-${count}`;
      const answer = await ask(url, createProperty, { slug }, token).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer).toMatchObject({ data: { createProperty: { property: { slug }, userErrors: [] } } });
      acknowledged.add(slug);
      if (acknowledged.size >= enough) program.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
  expect(await program.ended()).toBe('SIGKILL');
}

/** Read without Frontdesk: each row has its event, and no sequence has a hole. */
async function expectWholeLog(directory: string, acknowledged: ReadonlySet<string>): Promise<void> {
  const pglite = await PGlite.create({ dataDir: join(directory, 'database'), extensions: { btree_gist } });
  const rows = await pglite.query<{ slug: string; events: number }>(
    `SELECT slug, (SELECT count(*)::int FROM event WHERE stream = 'property:' || property.id) AS events FROM property`,
  );
  const holes = await pglite.query(
    `SELECT stream.id FROM stream LEFT JOIN event ON event.stream = stream.id
     GROUP BY stream.id HAVING count(event.seq) <> stream.seq OR max(event.seq) <> stream.seq`,
  );
  await pglite.close();
  expect(rows.rows.map((row) => row.slug)).toEqual(expect.arrayContaining([...acknowledged]));
  expect(rows.rows.filter((row) => row.events === 0)).toEqual([]);
  expect(holes.rows).toEqual([]);
}

const createProperty = `mutation ($slug: String!) {
  createProperty(input: { slug: $slug, name: $slug, kind: HOTEL, timeZone: "Asia/Tokyo", currency: "JPY" }) {
    property { slug } userErrors { code message }
  }
}`;

async function signUp(url: string): Promise<string> {
  const answer = await ask<{ signUp: { session: { accessToken: string } } }>(
    url,
    `mutation { signUp(input: { email: "ana@example.com", name: "Ana", password: "correct horse battery" }) { session { accessToken } userErrors { message } } }`,
  );
  return answer.data.signUp.session.accessToken;
}

interface Page {
  properties: { nodes: Array<{ slug: string }>; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

async function slugs(url: string, token: string): Promise<Set<string>> {
  const found = new Set<string>();
  let after: string | null = null;
  do {
    const page: { data: Page } = await ask<Page>(
      url,
      'query ($after: String) { properties(first: 100, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } }',
      { after },
      token,
    );
    for (const { slug } of page.data.properties.nodes) found.add(slug);
    after = page.data.properties.pageInfo.hasNextPage ? page.data.properties.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

async function ask<Data>(url: string, query: string, variables: object = {}, token?: string): Promise<{ data: Data }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: Data };
}
