import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { type Program, preparedDirectory, startProgram, temporaryDirectory } from '../support/program.js';

const started: Program[] = [];
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string>): Program {
  const program = startProgram(env);
  started.push(program);
  return program;
}

it('T1: starts on an empty directory and says where everything is and what it promises', async () => {
  await using directory = await temporaryDirectory();
  const program = start({ DATA_DIR: directory.path });
  const url = await program.ready();
  for (const words of [`${url}/console/`, `${url}/graphql`, `${url}/readyz`, 'fsync is off', 'in this process'])
    expect(program.output()).toContain(words);
  expect(await ask(url)).toMatchObject({ data: { __typename: 'Query' } });
});

it.skipIf(process.platform !== 'linux')('prints an address that answers, on whichever it listens', async () => {
  await using directory = await preparedDirectory();
  const program = start({ DATA_DIR: directory.path, HOST: '127.0.0.2' });
  const url = await program.ready();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
  expect(await ask(url)).toMatchObject({ data: { __typename: 'Query' } });
});

it('prints where people reach it, when PUBLIC_URL says so', async () => {
  await using directory = await preparedDirectory();
  const program = start({ DATA_DIR: directory.path, PUBLIC_URL: 'http://desk.example' });
  expect(await program.ready()).toBe('http://desk.example');
});

it('T10: lets a request in flight end after SIGTERM, and exits with 0', async () => {
  await using directory = await preparedDirectory();
  const program = start({ DATA_DIR: directory.path });
  const url = await program.ready();
  const slow = slowRequest(url);
  await slow.begun;
  program.child.kill('SIGTERM');
  await expect.poll(() => program.output()).toContain('Stopping');
  expect(await slow.finish()).toBe(200);
  expect(await program.ended()).toBe(0);
});

it('exits with 0 after Ctrl-C, and opens the same directory again', async () => {
  await using directory = await preparedDirectory();
  for (let round = 0; round < 2; round++) {
    const program = start({ DATA_DIR: directory.path });
    await program.ready();
    program.child.kill('SIGINT');
    expect(await program.ended()).toBe(0);
  }
});

it('ends at once on a second signal, though a request is still running', async () => {
  await using directory = await preparedDirectory();
  const program = start({ DATA_DIR: directory.path });
  const slow = slowRequest(await program.ready());
  await slow.begun;
  program.child.kill('SIGTERM');
  await expect.poll(() => program.output()).toContain('Stopping');
  program.child.kill('SIGTERM');
  expect(await program.ended()).toBe(1);
  slow.abandon();
});

it('refuses a directory that another process has, and that one does not notice', async () => {
  await using directory = await preparedDirectory();
  const first = start({ DATA_DIR: directory.path });
  const url = await first.ready();
  const second = start({ DATA_DIR: directory.path });
  expect(await second.ended()).toBe(1);
  expect(second.output()).toContain(`Another Frontdesk is running on ${directory.path}.`);
  expect(await ask(url)).toMatchObject({ data: { __typename: 'Query' } });
});

it('says one line of JSON in production, and nothing else', async () => {
  await using directory = await preparedDirectory();
  const program = start({
    DATA_DIR: directory.path,
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://desk.example',
    AUTH_SECRET: 'x'.repeat(40),
  });
  await expect.poll(() => program.output(), { timeout: 20_000 }).toContain('"msg":"ready"');
  for (const line of program.output().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});

async function ask(url: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  return response.json();
}

/** A request whose body is still on its way. `finish` sends the rest and answers the status. */
function slowRequest(url: string) {
  const body = '{"query":"{ __typename }"}';
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' },
  });
  const begun = new Promise<void>((resolve) => sent.once('continue', resolve));
  const answered = new Promise<number>((resolve, reject) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
  });
  answered.catch(() => {});
  sent.flushHeaders();
  sent.on('continue', () => sent.write(body.slice(0, 10)));
  return {
    begun,
    finish: () => {
      sent.end(body.slice(10));
      return answered;
    },
    abandon: () => sent.destroy(),
  };
}
