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

it('C3, C6, T5, T6: a server is killed and comes back: the screen says that it is gone, catches up by itself, and says how much', async () => {
  await using directory = await temporaryDirectory();
  const start = (env: Record<string, string> = {}) =>
    startProgram({ DATA_DIR: directory.path, ...robot, LIMIT_SIGN_INS: '100', ...env });
  let server: Program = start();
  try {
    const url = await server.ready();
    const ask = async (address: string, query: string, variables: object = {}, token?: string) => {
      const response = await fetch(`${address}/graphql`, {
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
    // The screen itself is there: what is still loading of it when its server dies would be asked for by a new page.
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    await page.getByRole('button', { name: 'Live' }).waitFor();

    server.child.kill('SIGKILL');
    await server.ended();
    await page.getByRole('button', { name: /Connecting|Offline/ }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /Connecting|Offline/ })
      .waitFor({ state: 'attached' });

    // Where the page does not find it: all of that is missed.
    server = start();
    const elsewhere = await server.ready();
    const signedIn = await ask(
      elsewhere,
      'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }',
      { input: { email, password } },
    );
    const { accessToken } = signedIn.data.signIn.session;
    for (const theme of ['DARK', 'LIGHT', 'DARK'])
      await ask(
        elsewhere,
        'mutation ($theme: Theme!) { updateSettings(input: { theme: $theme }) { userErrors { code } } }',
        { theme },
        accessToken,
      );
    server.child.kill('SIGKILL');
    await server.ended();

    const said = page.getByRole('button', { name: /^Caught up \d+ events$/ }).waitFor({ timeout: 90_000 });
    server = start({ PORT: new URL(url).port });
    await server.ready();
    await said;
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.getByRole('button', { name: 'Live' }).waitFor();
  } finally {
    server.child.kill('SIGKILL');
    await server.ended();
  }
}, 180_000);
