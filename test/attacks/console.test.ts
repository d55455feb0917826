import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawing, pdf } from '../attachments/files.js';
import { openBrowser } from '../browser/support/browser.js';
import { signIn, type Watched, watched } from '../browser/support/page.js';
import { password } from '../support/factories.js';
import { act, done, inDays } from './support/acting.js';
import { paths } from './support/console-paths.js';
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

const run = 'window.owned=1';
/** Attack 27: each of them runs where text is taken for a page, an attribute, an address or a template. */
const payloads = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `"><svg onload=${run}>`,
  `' onmouseover='${run}' autofocus onfocus='${run}`,
  `javascript:${run}`,
  `<a href="javascript:${run}">x</a>`,
  `<iframe srcdoc="<script>parent.${run}</script>">`,
  `</title></textarea></script><script>${run}</script>`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
];

/** Writes it wherever somebody may write something that others see. */
async function plant(text: string): Promise<void> {
  const { ids, propertyId } = target().prey;
  const short = text.slice(0, 80);
  const writes: Array<[token: string | null, name: string, input: object]> = [
    [owner, 'updateProfile', { name: short }],
    [guest, 'updateProfile', { name: short }],
    [owner, 'updateProperty', { id: propertyId, name: short, description: text, address: text }],
    [owner, 'updateOffering', { id: ids.Offering, name: short, description: text }],
    [owner, 'updateMenuItem', { id: ids.MenuItem, name: short, description: text, category: short }],
    [guest, 'sendMessage', { conversationId: ids.Conversation, body: text }],
    [owner, 'addNote', { conversationId: ids.Conversation, body: text }],
    [owner, 'updateConversation', { id: ids.Conversation, subject: short }],
    [owner, 'labelConversation', { conversationId: ids.Conversation, labels: [short.slice(0, 30)] }],
    [owner, 'saveCannedReply', { propertyId, title: short, body: text }],
    [
      owner,
      'createBooking',
      { offeringId: ids.Offering, from: inDays(20), to: inDays(21), notes: text, guest: { name: short } },
    ],
    [owner, 'setProviderStatus', { id: ids.Provider, status: 'UNAVAILABLE', reason: short }],
    [owner, 'createProvider', { propertyId, name: short, kind: 'GUIDE' }],
    [
      owner,
      'placeOrder',
      {
        bookingId: ids.Booking,
        notes: text,
        place: short,
        items: [{ menuItemId: ids.MenuItem, quantity: 1, notes: short }],
      },
    ],
    [owner, 'publishAnnouncement', { title: short, body: text, propertyIds: [propertyId] }],
    [owner, 'createBlock', { unitId: ids.Unit, from: inDays(20), to: inDays(21), reason: short }],
    [
      guest,
      'requestUpload',
      { conversationId: ids.Conversation, name: `${short.replace(/[/\\]/g, '')}.jpg`, bytes: 10 },
    ],
  ];
  // Some of it is refused as no name, no address: what is taken has to be harmless.
  const answers = await Promise.all(writes.map(([token, name, input]) => act(open(), token, name, input)));
  expect(
    answers.filter((answer) => answer.refused === undefined && answer.userErrors.length === 0).length,
  ).toBeGreaterThan(8);
}

/** Whether anything of what was planted has run, or has become part of a page. */
async function harmless({ page, wrongs }: Watched): Promise<void> {
  expect(await page.evaluate(() => 'owned' in window)).toBe(false);
  expect(
    await page.locator('script:not([src]), iframe, [onerror], [onload], [onfocus], a[href^="javascript:" i]').count(),
  ).toBe(0);
  expect(wrongs.filter((wrong) => /foreign|exception|Content Security Policy/i.test(wrong))).toEqual([]);
}

describe('attack 27: what people write, in the console of others', () => {
  it.each(payloads)(
    'attack 27: %s on every screen, as the owner and as an administrator',
    async (payload) => {
      await plant(payload);
      for (const email of [target().prey.people.owner.email, target().superAdmin.email]) {
        await using opened = await watched(browser, open().url);
        await signIn(opened.page, email, password);
        for (const path of paths(target().prey)) {
          await opened.page.goto(`/console${path}`);
          await opened.page.locator('main, form, h1').first().waitFor();
          await harmless(opened);
        }
      }
    },
    300_000,
  );

  it('attack 27: the walk goes to every route of the console', () => {
    expect(paths(target().prey).length).toBeGreaterThanOrEqual(8);
    expect(paths(target().prey).filter((path) => path.includes('$'))).toEqual([]);
  });

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
    await using opened = await watched(browser, open().url);
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
  const marker = '<script>document.title="owned"</script>';
  it.each([
    ['a document', async () => pdf],
    ['a document with a script behind it', async () => Buffer.concat([pdf, Buffer.from(`<html>${marker}</html>`)])],
    [
      'a picture with a page behind it',
      async () => Buffer.concat([await drawing('png'), Buffer.from(`<html>${marker}</html>`)]),
    ],
    ['a picture', async () => drawing('gif')],
  ])('attack 21: %s, opened by its address, is saved and runs nothing', async (_what, contents) => {
    const bytes = await contents();
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
    await using opened = await watched(browser, open().url);
    const { page } = opened;
    const saved = page.waitForEvent('download', { timeout: 20_000 });
    await page.goto(`${open().url}${ready.viewerUrl}`).catch(() => {});
    expect((await saved).suggestedFilename()).not.toMatch(/\.html$/);
    expect(await page.title()).not.toBe('owned');
    // Nor where a page of ours would show it.
    await page.goto('/console/sign-in');
    const framed = await page.evaluate(async (url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      const object = document.createElement('script');
      object.src = url;
      await new Promise((resolve) => {
        object.onload = () => resolve('ran');
        object.onerror = () => resolve('refused');
        document.body.append(object);
      });
      return document.title;
    }, ready.viewerUrl);
    expect(framed).not.toBe('owned');
  });
});
