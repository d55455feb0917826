import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Program, startProgram, temporaryDirectory } from '../support/program.js';
import { openBrowser } from './support/browser.js';
import { watched } from './support/page.js';
import { robot } from './support/robot.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const email = 'ana@example.com';
const password = 'a lamp on the desk';

it('C3, T5: a server is killed and comes back: the screen catches up by itself, and says so', async () => {
  await using directory = await temporaryDirectory();
  const start = (env: Record<string, string> = {}) =>
    startProgram({ DATA_DIR: directory.path, ...robot, LIMIT_SIGN_INS: '100', ...env });
  let server: Program = start();
  try {
    const url = await server.ready();
    const ask = async (query: string, variables: object = {}, token?: string) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as { data: { signIn: { session: { accessToken: string } } } };
    };
    await using opened = await watched(browser, url);
    const { page } = opened;
    await page.goto('/console/sign-up');
    await page.getByLabel('Name').fill('Ana Lima');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').first().fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('link', { name: /Ana Lima/ }).click();
    await page.getByRole('button', { name: 'Live' }).waitFor();

    server.child.kill('SIGKILL');
    await server.ended();
    await page.getByRole('button', { name: /Connecting|Offline/ }).waitFor();
    server = start({ PORT: new URL(url).port });
    await server.ready();
    const signedIn = await ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }',
      { input: { email, password } },
    );
    const { accessToken } = signedIn.data.signIn.session;
    await ask('mutation { updateSettings(input: { theme: DARK }) { userErrors { code } } }', {}, accessToken);

    await expect
      .poll(() => page.locator('html').getAttribute('data-mantine-color-scheme'), { timeout: 40_000 })
      .toBe('dark');
    await page.getByRole('button', { name: /Live|Caught up/ }).waitFor();
  } finally {
    server.child.kill('SIGKILL');
    await server.ended();
  }
}, 180_000);
