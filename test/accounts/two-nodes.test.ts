import { describe, expect, inject, it } from 'vitest';
import { aUser, password, signedIn } from '../support/factories.js';
import { startTwoNodes } from '../support/two-nodes.js';

// The embedded database belongs to one process alone.
describe.skipIf(inject('engine') === 'embedded')('on two nodes', () => {
  it('A1: gives one and the same to all who bring one refresh token to two nodes at once', async () => {
    await using cluster = await startTwoNodes();
    const [one, two] = cluster.nodes;
    const user = await aUser(one.app);
    const opened = await one.ask(
      'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { refreshToken } } }',
      { email: user.email, password },
    );
    const { refreshToken } = opened.data.signIn.session;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? one : two).ask(
          'mutation ($refreshToken: String!) { refreshSession(input: { refreshToken: $refreshToken }) { session { accessToken refreshToken } userErrors { code } } }',
          { refreshToken },
        ),
      ),
    );
    const sessions = answers.map(({ data }) => data.refreshSession.session);
    expect(new Set(sessions.map((session) => session?.refreshToken)).size).toBe(1);
    for (const node of cluster.nodes)
      expect((await node.ask('{ viewer { email } }', {}, sessions[0].accessToken)).status).toBe(200);
  });

  it('A1: ends a session on every node at once', async () => {
    await using cluster = await startTwoNodes();
    const [one, two] = cluster.nodes;
    const token = await signedIn(one.app, await aUser(one.app));
    expect((await two.ask('{ viewer { email } }', {}, token)).status).toBe(200);
    await one.ask('mutation { signOut(input: {}) { endedSessions } }', {}, token);
    expect((await two.ask('{ viewer { email } }', {}, token)).status).toBe(401);
  });
});
