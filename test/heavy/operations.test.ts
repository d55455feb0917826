import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snippet } from '../documentation/snippets.js';
import { eventually } from '../support/eventually.js';
import { postgresqlPrograms, redisIsInstalled } from '../support/programs.js';
import { openSocket } from '../support/socket.js';
import { ComposePlayer } from './documentation/compose-player.js';

const possible = postgresqlPrograms() !== undefined && redisIsInstalled();

describe.skipIf(!possible && process.env.CI !== 'true')(
  'docs/operations.md, line by line, where Docker would be',
  () => {
    let docker: ComposePlayer;
    beforeAll(async () => {
      docker = await ComposePlayer.start();
    }, 120_000);
    afterAll(() => docker?.[Symbol.asyncDispose]());

    const ask = async (query: string, token?: string) => {
      const response = await fetch(`${docker.url('node-1')}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query }),
      });
      return (await response.json()).data;
    };

    it('F10: started, deployed, saved and restored: who knows of the lost time is told to read anew', async () => {
      await docker.play(snippet('docs/operations.md', 'With compose', 'sh'), 'nine slow clouds\n');
      const { signIn } = await ask(
        'mutation { signIn(input: { email: "you@example.com", password: "nine slow clouds" }) { session { accessToken } viewer { role } } }',
      );
      expect(signIn.viewer.role).toBe('SUPER_ADMIN');
      const token = signIn.session.accessToken;
      const made = await ask(
        'mutation { createProperty(input: { name: "In the backup", slug: "harbour", kind: HOTEL, timeZone: "Europe/Lisbon", currency: "EUR" }) { property { id } } }',
        token,
      );
      const { id } = made.createProperty.property;
      const rename = (name: string) =>
        ask(`mutation { updateProperty(input: { id: "${id}", name: "${name}" }) { userErrors { code } } }`, token);
      const feed = `subscription ($id: ID!, $after: EventCursor) { propertyEvents(propertyId: $id, after: $after) {
      __typename cursor ... on StreamReset { reason } } }`;

      await docker.play(snippet('docs/operations.md', 'Deploying', 'sh'));
      expect(docker.restarts).toEqual(['node-1', 'node-2']);

      await docker.play(snippet('docs/operations.md', 'Backup and restore', 'sh'));
      await using before = openSocket({ url: docker.url('node-2') }, token);
      const { items } = before.follow(feed, { id });
      await eventually(() => expect(items).toHaveLength(1));
      await rename('Lost');
      await eventually(() => expect(items).toHaveLength(2));

      await docker.play(snippet('docs/operations.md', 'Backup and restore', 'sh', 2));
      expect((await ask(`{ property(id: "${id}") { name } }`, token)).property.name).toBe('In the backup');
      await rename('New');
      await using after = openSocket({ url: docker.url('node-2') }, token);
      const followed = after.follow(feed, { id, after: items[1].cursor });
      await eventually(() => expect(followed.items.map((item) => item.__typename)).toContain('StreamReset'));
      expect(followed.items.find((item) => item.__typename === 'StreamReset').reason).toBe('RESTORED');
    });
  },
);
