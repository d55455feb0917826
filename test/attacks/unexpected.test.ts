import { readFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../src/errors.js';
import { createLogger } from '../../src/server/logger.js';
import { eventually } from '../support/eventually.js';
import { followBySse } from '../support/sse.js';
import { transports } from '../support/transports.js';
import { done } from './support/acting.js';
import { insideOf } from './support/leaks.js';
import { withoutRates } from './support/nodes.js';
import { type OwnNodes, startOwnNodes } from './support/own-nodes.js';
import { tokenAs } from './support/target.js';
import { readyWire, subscribe } from './support/wire.js';

let own: OwnNodes<'broken'>;
let owner: string | null;
/** Something that nobody expects: a table is not there any more. */
beforeAll(async () => {
  own = await startOwnNodes({ broken: withoutRates }, (database) =>
    database.script('ALTER TABLE canned_reply RENAME TO somewhere_else'),
  );
  owner = await tokenAs('owner', own.tenant);
});
afterAll(() => own?.stop());

const documents = {
  'a query': 'query ($id: ID!) { property(id: $id) { cannedReplies(first: 1) { nodes { body } } } }',
  'a mutation':
    'mutation ($id: ID!) { saveCannedReply(input: { propertyId: $id, title: "T", body: "nobody’s words" }) { userErrors { code } } }',
};
const feed =
  'subscription ($id: ID!) { propertyEvents(propertyId: $id) { __typename ... on PropertyUpdated { property { description cannedReplies(first: 1) { nodes { body } } } } } }';

/** The lines about the request with that id, of what nobody expected. */
async function bugsOf(requestId: string): Promise<Array<{ msg: string }>> {
  const log = await readFile(own.nodes.broken.log, 'utf8');
  const lines = log.split('\n').filter((line) => line.includes(`"requestId":"${requestId}"`));
  return lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
}

interface Answer {
  errors?: Array<{ message: string; extensions?: { code?: string; requestId?: string } }>;
}

/** Says that something went wrong, and nothing of what. Answers the id by which it is found in the log. */
function expectMasked(answer: Answer): string {
  const [error, ...others] = answer.errors ?? [];
  expect(others).toEqual([]);
  expect(error).toMatchObject({ message: faults.INTERNAL.message, extensions: { code: 'INTERNAL' } });
  expect(insideOf(JSON.stringify(answer))).toBeUndefined();
  expect(JSON.stringify(answer)).not.toContain('canned_reply');
  return error?.extensions?.requestId ?? '';
}

describe('attack 26: what nobody expected', () => {
  for (const [transport, ask] of Object.entries(transports))
    it.each(Object.entries(documents))(
      `attack 26: %s that fails inside says so, not why, over ${transport}`,
      async (_what, document) => {
        const answer = await ask(own.nodes.broken, document, { id: own.tenant.propertyId }, owner);
        const requestId = expectMasked(answer);
        // Whoever runs the place finds it, once, by what the client was told.
        await eventually(async () => expect(await bugsOf(requestId)).toHaveLength(1));
        // Why it failed stands in the log. What was to be written does not.
        const log = await readFile(own.nodes.broken.log, 'utf8');
        expect(log).toContain('canned_reply');
        expect(log).not.toContain('nobody’s words');
      },
    );

  it('attack 26: an event that fails inside says so, not why, on a socket and in a stream, and the feed goes on', async () => {
    const variables = { id: own.tenant.propertyId };
    await using wire = await readyWire(own.nodes.broken, owner);
    wire.send(subscribe('1', feed, variables));
    const stream = followBySse(own.nodes.broken, feed, variables, `${owner}`);
    await wire.until(({ id }) => id === '1');
    await eventually(() => expect(stream.text()).toContain('StreamReady'));
    for (const description of ['once', 'twice'])
      await done(own.nodes.broken, owner, 'updateProperty', { ...variables, description });
    const failedIn = (text: string) => text.split('"INTERNAL"').length - 1;
    await eventually(() => expect(failedIn(JSON.stringify(wire.messages))).toBe(2));
    await eventually(() => expect(failedIn(stream.text())).toBe(2));
    for (const { payload } of wire.messages.filter((message) => JSON.stringify(message).includes('"INTERNAL"')))
      expectMasked(payload as Answer);
    for (const [, data = ''] of stream.text().matchAll(/^data: (.*"INTERNAL".*)$/gm)) expectMasked(JSON.parse(data));
    stream.stop();
  });
});

/** Nothing of ours writes these: it is what stands behind whoever does one day. */
describe('attack 26: what slips into a line of the log', () => {
  it.each(['authorization', 'password', 'token', 'email'])(
    'attack 26: a field that is called %s is cut out',
    (field) => {
      let text = '';
      const destination = new Writable({
        write(chunk, _encoding, written) {
          text += chunk;
          written();
        },
      });
      const log = createLogger({ logLevel: 'info' }, destination);
      log.info({ [field]: 'a secret', request: { [field]: 'a secret' }, kept: 'as it is' }, 'said');
      log.error({ err: Object.assign(new Error('Failed.'), { [field]: 'a secret' }) }, 'failed');
      expect(text.trimEnd().split('\n')).toHaveLength(2);
      expect(text).toContain('as it is');
      expect(text).not.toContain('a secret');
    },
  );
});
