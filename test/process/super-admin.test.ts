import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { type Program, preparedDirectory, startProgram } from '../support/program.js';

const production = { NODE_ENV: 'production', ALLOWED_ORIGINS: 'https://desk.example', AUTH_SECRET: 'x'.repeat(40) };

/** `npm run seed -- …` as it is built, with something on its standard input. */
async function seed(dataDir: string, args: readonly string[], input = ''): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ['dist/seed.js', ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, ...production },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  expect(output).not.toMatch(/^\s+at /m);
  return { code, output: output.trim() };
}

async function ask(url: string, query: string, token?: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()).data;
}

/** What production says instead of the announcement. */
async function ready(program: Program): Promise<{ url: string }> {
  const line = () =>
    program
      .output()
      .split('\n')
      .find((said) => said.includes('"msg":"ready"'));
  await expect.poll(line, { timeout: 60_000 }).toBeDefined();
  return JSON.parse(String(line()));
}

it('A2: the first super admin of production comes from the command, and makes the next one', async () => {
  await using directory = await preparedDirectory();
  const created = await seed(directory.path, ['--super-admin', 'Ana@Desk.example'], 'nine slow clouds\n');
  expect(created).toMatchObject({ code: 0, output: 'ana@desk.example has an account now, and is super admin.' });

  const program = startProgram({ DATA_DIR: directory.path, ...production });
  try {
    const { url } = await ready(program);
    const { signUp } = await ask(
      url,
      `mutation { signUp(input: { email: "ben@desk.example", name: "Ben", password: "seven quiet rivers" }) { viewer { user { id } } } }`,
    );
    const { signIn } = await ask(
      url,
      `mutation { signIn(input: { email: "ana@desk.example", password: "nine slow clouds" }) { session { accessToken } viewer { role } } }`,
    );
    expect(signIn.viewer.role).toBe('SUPER_ADMIN');
    const { setUserRole } = await ask(
      url,
      `mutation { setUserRole(input: { userId: "${signUp.viewer.user.id}", role: ADMIN }) { userErrors { code } } }`,
      signIn.session.accessToken,
    );
    expect(setUserRole.userErrors).toEqual([]);
    const meanwhile = await seed(directory.path, ['--super-admin', 'ben@desk.example']);
    expect(meanwhile).toMatchObject({ code: 1, output: expect.stringContaining('Another Frontdesk') });
  } finally {
    program.child.kill('SIGKILL');
  }
});

it.each([
  [['--super-admin', 'nobody'], 'takes an e-mail address'],
  [['--super-admim', 'ana@desk.example'], 'Unknown option'],
  [[], 'The demo data is refused in production'],
  [['--super-admin', 'ana@desk.example'], 'ended before there was a password'],
])('A2: the command refuses %j', async (args, why) => {
  await using directory = await preparedDirectory();
  expect(await seed(directory.path, args)).toMatchObject({ code: 1, output: expect.stringContaining(why) });
});
