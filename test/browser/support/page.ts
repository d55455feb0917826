import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { password } from '../../support/factories.js';

/** A page, with everything that must not happen on it. */
export interface Watched extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to anywhere else, CSP violations, errors on the console, exceptions. */
  readonly wrongs: string[];
  /** Signs somebody that `aUser` has made in, by the request of the form alone: whatever is opened next is theirs. */
  readonly enter: (email: string) => Promise<void>;
}

/** A browser of its own, as far as cookies and storage go, watched from its first request on. */
export async function watched(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const wrongs: string[] = [];
  const own = [url, url.replace(/^http/, 'ws'), 'data:', 'blob:'];
  const notice = (target: string) => {
    if (!own.some((start) => target.startsWith(start))) wrongs.push(`foreign: ${target}`);
  };
  context.on('request', (request) => notice(request.url()));
  context.on('response', async (response) => {
    if (response.status() >= 400)
      wrongs.push(`${response.status()} ${response.url()}: ${(await response.text().catch(() => '')).slice(0, 300)}`);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('websocket', (socket) => notice(socket.url()));
  page.on('pageerror', (error) => wrongs.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') wrongs.push(`console: ${message.text().slice(0, 300)}`);
  });
  const enter = async (email: string) => {
    const response = await context.request.post('/console/session/console/signIn', {
      headers: { origin: new URL(url).origin },
      data: { email, password },
    });
    const { session } = (await response.json()) as { session?: object | null };
    if (session == null) throw new Error(`${email} was not let in: ${await response.text()}`);
  };
  return { page, context, wrongs, enter, [Symbol.asyncDispose]: () => context.close() };
}

/** Signs in as people do. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/console/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').first().fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Goes to another tab, or comes back to this one: a browser without windows shows all of its pages at once. */
export async function look(page: Page, at: 'elsewhere' | 'here'): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    at === 'here' ? 'visible' : 'hidden',
  );
}
