import { expect, it } from 'vitest';
import { preparedDirectory, startProgram } from '../support/program.js';

it('D6: logs a JSON line for each request, with its id and name, and nothing of what was asked or answered', async () => {
  await using directory = await preparedDirectory();
  const program = startProgram({ DATA_DIR: directory.path, LOG_LEVEL: 'debug' });
  try {
    const url = await program.ready();
    const ask = async (query: string, variables: object, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${url}/graphql?canary-query=1`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { id: answer.headers.get('x-request-id'), body: await answer.json() };
    };
    const { body } = await ask(
      `mutation CanaryFree($input: SignUpInput!) { signUp(input: $input) { session { accessToken refreshToken } userErrors { code } } }`,
      { input: { name: 'canary-name', email: 'canary-mail@example.com', password: 'canary-password-1' } },
    );
    const { accessToken, refreshToken } = body.data.signUp.session;
    for (const path of ['invitations/canary-invitation', 'session/console/canary-verb', 'canary.js'])
      await fetch(`${url}/console/${path}`);
    const last = await ask('query WhoAmI { viewer { email } }', {}, { authorization: `Bearer ${accessToken}` });
    await ask('{ viewer { email } }', {}, { authorization: 'Bearer canary-token' });
    await expect.poll(() => program.output()).toContain(last.id);
    const lines = program
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(requests).toContainEqual(
      expect.objectContaining({
        requestId: last.id,
        method: 'POST',
        path: '/graphql',
        status: 200,
        operation: 'WhoAmI',
      }),
    );
    for (const secret of ['canary-', accessToken, refreshToken]) expect(program.output()).not.toContain(secret);
  } finally {
    program.child.kill('SIGKILL');
  }
});
