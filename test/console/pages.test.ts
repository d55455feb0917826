import { Client, createRequest, fetchExchange, gql } from 'urql';
import { expect, it } from 'vitest';
import { Pages } from '../../web/src/api/pages.js';

interface Row {
  readonly id: string;
}
interface Data {
  readonly list: {
    readonly nodes: readonly Row[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
type Variables = { readonly after?: string };

const query = gql<
  Data,
  Variables
>`query ($after: String) { list(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
const pageSize = 2;

/** Two pages of a list on a server, which changes there. */
async function twoPages(first: string) {
  let onServer = first;
  const client = new Client({
    url: 'http://server.example',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: async (_url, request) => {
      const { variables } = JSON.parse(String(request?.body)) as { variables: Variables };
      const from = variables.after === undefined ? 0 : onServer.indexOf(variables.after) + 1;
      const ids = [...onServer.slice(from, from + pageSize)];
      const pageInfo = { hasNextPage: from + pageSize < onServer.length, endCursor: ids.at(-1) ?? null };
      const data: Data = { list: { nodes: ids.map((id) => ({ id })), pageInfo } };
      return Response.json({ data });
    },
  });
  const pages = new Pages<Data, Variables, Row>(
    client,
    query,
    (after) => (after === null ? {} : { after }),
    ({ list }) => list,
    false,
  );
  const close = pages.subscribe(() => {});
  const shown = () => pages.state.rows?.map(({ id }) => id).join('');
  await expect.poll(shown).toBe(first.slice(0, pageSize));
  pages.more();
  await expect.poll(shown).toBe(first.slice(0, 2 * pageSize));
  return {
    pages,
    shown,
    close,
    /** The list is another one, and its first page is read again. */
    becomes(now: string) {
      onServer = now;
      client.reexecuteOperation(client.createRequestOperation('query', createRequest(query, {})));
    },
  };
}

it.each([
  ['what is new at the beginning pushes nothing off the screen', 'zabcde', 'zabc'],
  ['what is gone from the first page leaves no row on both', 'acde', 'acde'],
  ['a page that is the last one by now has none after it', 'a', 'a'],
])('C7: %s', async (_what, now, wanted) => {
  const { pages, shown, close, becomes } = await twoPages('abcde');
  becomes(now);
  await expect.poll(shown).toBe(wanted);
  expect(pages.state.more).toBe(now.length > wanted.length);
  expect(pages.state.error).toBeUndefined();
  close();
});
