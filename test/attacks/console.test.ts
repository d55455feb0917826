import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawing, pdf } from '../attachments/files.js';
import { openBrowser } from '../browser/support/browser.js';
import { signIn, type Watched, watched } from '../browser/support/page.js';
import { eventually } from '../support/eventually.js';
import { password } from '../support/factories.js';
import { act, codesOf, done } from './support/acting.js';
import { pathOf, routesOf, whoGoesTo } from './support/console-paths.js';
import { open, target, tokenAs } from './support/target.js';

let browser: Browser;
let owner: string | null;
let guest: string | null;
beforeAll(async () => {
  owner = await tokenAs('owner', target().prey);
  guest = await tokenAs('guest', target().prey);
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/**
 * Attack 27: each of them runs where text is taken for a page, an attribute, an address or a template. A name has room for
 * one of them.
 */
const payloads = [
  '<script>owned=1</script><img src=x onerror=owned=1><svg onload=owned=1>',
  `"' onmouseover=owned=1 autofocus onfocus=owned=1 x='"><svg onload=owned=1>`,
  'javascript:owned=1//"><a href="javascript:owned=1">x</a>{{owned=1}}$\u007bowned=1}',
  '</title></textarea></script><iframe srcdoc="<script>parent.owned=1</script>">',
];
const everything = payloads.join('\n');
/** Stands in each of them. */
const mark = 'owned=1';

/** Screens that show nothing that somebody else has written, and why. */
const without: Record<string, string> = {
  '/sign-in': 'nobody is signed in',
  '/sign-up': 'nobody is signed in',
};

/** Writes them wherever somebody may write something that others see: this one into names, all of them into texts. */
async function plant(name: string): Promise<void> {
  const { ids, propertyId } = target().prey;
  const superAdmin = await tokenAs('superAdmin');
  const writes: Array<[token: string | null, mutation: string, input: object]> = [
    [owner, 'updateProfile', { name }],
    [guest, 'updateProfile', { name }],
    [superAdmin, 'updateProfile', { name }],
    [owner, 'updateProperty', { id: propertyId, name, description: everything, address: name }],
    [owner, 'updateOffering', { id: ids.Offering, name, description: everything }],
    [owner, 'updateMenuItem', { id: ids.MenuItem, name, description: everything, category: name.slice(0, 60) }],
    [guest, 'sendMessage', { conversationId: ids.Conversation, body: everything }],
    [owner, 'addNote', { conversationId: ids.Conversation, body: everything }],
    [owner, 'updateConversation', { id: ids.Conversation, subject: name }],
    [owner, 'saveCannedReply', { propertyId, title: name, body: everything }],
    [owner, 'modifyBooking', { id: ids.Booking, notes: everything, guest: { name } }],
    [owner, 'setProviderStatus', { id: ids.Provider, status: 'UNAVAILABLE', reason: name }],
    [owner, 'createProvider', { propertyId, name, kind: 'GUIDE' }],
    [
      owner,
      'placeOrder',
      {
        propertyId,
        notes: everything,
        place: name,
        items: [{ menuItemId: ids.MenuItem, quantity: 1, notes: name }],
      },
    ],
    [owner, 'publishAnnouncement', { title: name, body: everything, propertyIds: [propertyId] }],
    [superAdmin, 'publishAnnouncement', { title: name, body: everything, everyone: true }],
    [owner, 'createAlertRule', { propertyId, name, metric: 'IN_HOUSE', comparison: 'ABOVE', threshold: 1e6 }],
    [owner, 'raiseAlert', { propertyId, severity: 'INFO', title: name, body: everything }],
    [superAdmin, 'raiseAlert', { severity: 'INFO', title: name, body: everything }],
    [superAdmin, 'createServiceKey', { name, scopes: ['PROPERTIES_READ'] }],
    [
      guest,
      'requestUpload',
      { conversationId: ids.Conversation, name: `${name.replace(/[/\\]/g, '')}.jpg`, bytes: 10 },
    ],
  ];
  for (const [token, mutation, input] of writes)
    expect([mutation, codesOf(await act(open(), token, mutation, input))]).toEqual([mutation, []]);
}

/** A browser of its own, with more patience than that of the other suites: the server has been attacked all along. */
async function visitor(): Promise<Watched> {
  const opened = await watched(browser, open().url);
  opened.page.setDefaultTimeout(30_000);
  return opened;
}

/** Whether anything of what was planted has run, or has become part of a page. */
async function harmless({ page, wrongs }: Watched): Promise<void> {
  expect(await page.evaluate(() => 'owned' in window)).toBe(false);
  expect(
    await page.locator('script:not([src]), iframe, [onerror], [onload], [onfocus], a[href^="javascript:" i]').count(),
  ).toBe(0);
  expect(wrongs.filter((wrong) => /foreign|exception|Content Security Policy/i.test(wrong))).toEqual([]);
}

/** Text that stands on the screen or in its fields holds one of them. */
const showsThem = (page: Page) =>
  page.waitForFunction((text) => {
    const main = document.querySelector('main');
    const fields = [...(main?.querySelectorAll('input, textarea') ?? [])];
    return `${main?.innerText} ${fields.map((field) => (field as HTMLInputElement).value)}`.includes(text);
  }, mark);

describe('attack 27: what people write, in the console of others', () => {
  it.each(payloads)(
    'attack 27: %s on every screen is text',
    async (payload) => {
      await plant(payload);
      const people = {
        guest: target().prey.people.guest,
        owner: target().prey.people.owner,
        superAdmin: target().superAdmin,
      };
      const missing: string[] = [];
      for (const [who, { email }] of Object.entries(people)) {
        await using opened = await visitor();
        const { page } = opened;
        await signIn(page, email, password);
        const routes = (await routesOf(page)).filter((route) => !(route in without) && whoGoesTo(route) === who);
        expect(routes.length).toBeGreaterThan(3);
        for (const route of routes) {
          const path = pathOf(route, target().prey);
          expect(path).not.toContain('$');
          await page.evaluate((to) => Reflect.get(window, '__TSR_ROUTER__').history.push(`/console${to}`), path);
          await showsThem(page).catch(() => missing.push(`${route} as ${who}`));
          await harmless(opened);
        }
      }
      expect(missing, 'Screens on which nothing of it stands: plant something there, or say why not').toEqual([]);
    },
    300_000,
  );

  it.each(['/console/', '/console/sign-in', '/graphql', '/console/nothing'])(
    'attack 27: %s lets no script in that is not ours',
    async (path) => {
      const { headers } = await fetch(`${open().url}${path}`, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? /default-src ([^;]+)/.exec(policy)?.[1];
      expect(scripts).toBeDefined();
      expect(scripts).not.toMatch(/unsafe-inline|\*|https?:/);
      expect(policy).toMatch(/object-src 'none'|default-src 'none'/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it.each([
    '/console/sign-in?next=https://evil.example',
    '/console/sign-in?next=//evil.example',
    '/console/sign-in?next=javascript:alert(1)',
    '/console/sign-in?next=/%09/evil.example',
    '/console/sign-in?next=/\\evil.example',
  ])('attack 27: %s leads nowhere else', async (path) => {
    await using opened = await visitor();
    const { page } = opened;
    await page.goto(path);
    await page.getByLabel('E-mail').fill(target().prey.people.staff.email);
    await page.getByLabel('Password').first().fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(page.url()).toMatch(new RegExp(`^${open().url}/console`));
    await harmless(opened);
  });
});

describe('attack 21: uploads, opened in a browser', () => {
  const withMarker = (before: Buffer) => (marker: string) =>
    Buffer.concat([before, Buffer.from(`<html>${marker}</html>`)]);
  it.each<[what: string, outcome: 'saved' | 'shown', contents: (marker: string) => Buffer | Promise<Buffer>]>([
    ['a document', 'saved', () => pdf],
    ['a document with a script behind it', 'saved', withMarker(pdf)],
    ['a picture with a page behind it', 'shown', async (marker) => withMarker(await drawing('png'))(marker)],
    ['a picture', 'shown', () => drawing('gif')],
  ])('attack 21: %s, opened by its address, is %s and runs nothing', async (_what, outcome, contents) => {
    await using elsewhere = await anotherOrigin();
    const bytes = await contents(elsewhere.marker);
    const { attachment, upload } = await done(
      open(),
      guest,
      'requestUpload',
      { conversationId: target().prey.ids.Conversation, name: 'page.html', bytes: bytes.length },
      'attachment { id } upload { url }',
    );
    expect((await fetch(`${open().url}${upload.url}`, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(
      201,
    );
    const { attachment: ready } = await done(
      open(),
      guest,
      'completeUpload',
      { id: attachment.id },
      'attachment { viewerUrl }',
    );
    const url = `${open().url}${ready.viewerUrl}`;
    await using opened = await visitor();
    const { page } = opened;
    if (outcome === 'saved') {
      const saved = page.waitForEvent('download', { timeout: 30_000 });
      await page.goto(url).catch(() => {});
      expect((await saved).suggestedFilename()).not.toMatch(/\.html$/);
    } else {
      const answer = await page.goto(url);
      expect(answer?.headers()['content-security-policy']).toMatch(/default-src 'none'; sandbox/);
      expect(await page.evaluate(() => document.contentType)).toMatch(/^image\/(png|gif)$/);
    }
    // Nor where a page of somebody else, which forbids nothing, shows it and takes it for a script.
    elsewhere.shows(url, bytes);
    await page.goto(elsewhere.url, { waitUntil: 'load' });
    // The same bytes, called a page, run beside it and say so.
    if (bytes.includes(elsewhere.marker))
      await eventually(() => expect(elsewhere.ranAt).toContain(new URL(elsewhere.url).host));
    expect(elsewhere.ranAt).not.toContain(new URL(open().url).host);
  });
});

/** Pages of somebody else, without any policy, and who has told them that a script has run there. */
async function anotherOrigin() {
  const ranAt: string[] = [];
  let shown: { url: string; bytes: Buffer } = { url: '', bytes: Buffer.alloc(0) };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    if (pathname === '/ran') ranAt.push(searchParams.get('at') ?? '');
    response.setHeader('content-type', 'text/html');
    if (pathname === '/same') response.end(shown.bytes);
    else if (pathname === '/')
      response.end(
        `<iframe src="${shown.url}"></iframe><iframe src="/same"></iframe><script src="${shown.url}"></script>`,
      );
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    ranAt,
    marker: `<script>new Image().src="${url}/ran?at="+location.host</script>`,
    shows(at: string, bytes: Buffer): void {
      shown = { url: at, bytes };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
