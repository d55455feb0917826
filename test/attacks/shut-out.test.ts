import { describe, expect, it } from 'vitest';
import { globalId } from '../support/global-id.js';
import { transports } from '../support/transports.js';
import { act, codesOf, done } from './support/acting.js';
import { open, other, type Person, type Role, roles, target, tokenAs, tokenOf } from './support/target.js';

const stranger = (index: number): Person => target().strangers[index] ?? target().admin;

describe('attack 16: who is shut out', () => {
  it('attack 16: who was blocked by somebody writes to them no more, on whichever node, and neither do they', async () => {
    const [one, two] = [await tokenOf(stranger(8)), await tokenOf(stranger(9))];
    const between = { kind: 'GUEST_GUEST', participantIds: [globalId('User', stranger(9).userId)] };
    const { conversation } = await done(open(), one, 'startConversation', between, 'conversation { id }');
    const write = (token: string, body: string) =>
      act(other(), token, 'sendMessage', { conversationId: conversation.id, body }, 'message { id }');
    expect(codesOf(await write(one, 'before'))).toEqual([]);
    await done(open(), two, 'blockUser', { userId: globalId('User', stranger(8).userId) });
    for (const token of [one, two]) expect(codesOf(await write(token, 'after'))).toEqual(['NOT_REACHABLE']);
    await done(open(), two, 'unblockUser', { userId: globalId('User', stranger(8).userId) });
    expect(codesOf(await write(one, 'again'))).toEqual([]);
  });
});

/** Every way to a property that is given up, and to what it sold. */
const ways: Record<string, string> = {
  'its id': 'query ($id: ID!) { property(id: $id) { name } }',
  'its slug': 'query ($slug: String!) { property(slug: $slug) { name } }',
  node: 'query ($id: ID!) { node(id: $id) { ... on Property { name } } }',
  'the list': 'query ($slug: String!) { properties(filter: { search: $slug }) { nodes { name } } }',
};

describe('attack 13: a property that is given up', () => {
  const strangers: Role[] = roles.filter((role) => role !== 'admin' && role !== 'superAdmin');
  it.each(Object.keys(ways).flatMap((way) => strangers.map((role) => ({ way, role }))))(
    'attack 13: by $way, as $role of another one, is as good as none',
    async ({ way, role }) => {
      const { owner, id, slug } = await archived();
      const document = ways[way] ?? '';
      const seen = async (token: string | null) =>
        JSON.stringify(await transports.HTTP(other(), document, { id, slug }, token));
      expect(await seen(await tokenAs(role))).not.toContain(slug);
      expect(await seen(owner)).toContain(slug);
    },
  );
});

interface Archived {
  readonly owner: string;
  readonly id: string;
  readonly slug: string;
}

let made: Promise<Archived> | undefined;

/** Made once: it bears its slug as its name. */
function archived(): Promise<Archived> {
  made ??= (async () => {
    const owner = await tokenOf(stranger(10), 2);
    const slug = 'given-up-for-good';
    const input = { name: slug, slug, kind: 'HOTEL', timeZone: 'UTC', currency: 'EUR' };
    const { property } = await done(open(), owner, 'createProperty', input, 'property { id }');
    await done(open(), owner, 'setPropertyStatus', { id: property.id, status: 'ARCHIVED' });
    return { owner, id: property.id, slug };
  })();
  return made;
}
