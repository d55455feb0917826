import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aProperty, aUser } from '../support/factories.js';
import { type EveryScreen, everyScreen } from './support/every-screen.js';
import { watched } from './support/page.js';
import { screenPaths, screens } from './support/screen-paths.js';
import { answersOf, type Failure, failures } from './support/unanswered.js';

let desk: EveryScreen;
beforeAll(async () => {
  desk = await everyScreen();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const main = (page: Page): Locator => page.getByRole('main');
const failed = (page: Page): Locator => main(page).getByRole('alert').filter({ hasText: 'This could not be loaded' });
const exceptions = (wrongs: readonly string[]) => wrongs.filter((wrong) => wrong.startsWith('exception'));

/** Tries again wherever something failed, until nothing is left that did. */
const recovered = (page: Page): Promise<void> =>
  expect
    .poll(async () => {
      const retry = failed(page).getByRole('button', { name: 'Try again' }).first();
      // It may have recovered before the press.
      if ((await retry.count()) > 0) await retry.click({ timeout: 2_000 }).catch(() => undefined);
      return failed(page).count();
    })
    .toBe(0);

it('C7: no screen is left out here', async () => {
  expect([...Object.keys(desk.screens), '/sign-in', '/sign-up'].sort()).toEqual(await screenPaths());
});

const kinds = Object.keys(failures) as Failure[];
const first: Failure = 'an INTERNAL error';
const others = kinds.filter((kind) => kind !== first);

it.each([
  { by: first, kindOf: () => first },
  { by: others.join(', '), kindOf: (index: number) => others[index % others.length] ?? first },
])(
  'C7: every screen says that it is loading, then that it failed, and is whole after “Try again”, by $by',
  async ({ kindOf }) => {
    await using opened = await desk.open();
    const { page, context } = opened;
    page.setDefaultTimeout(10_000);
    const answers = await answersOf(context);
    const wrong: string[] = [];
    for (const [index, [path, { address, shows }]] of Object.entries(desk.screens).entries()) {
      // An invitation is asked for when it is taken.
      if (path === '/invitations') continue;
      // What its screens know of a property is loaded around them; the settings show nothing else.
      const around = path.startsWith('/properties/') && path !== '/properties/$slug/settings';
      const meant = (query: string) => !(around && query === 'Property');
      const seen = async (what: string, locator: Locator) => {
        await locator
          .first()
          .waitFor()
          .catch(() => wrong.push(`${path}, ${kindOf(index)}: no ${what}`));
      };
      answers.hold(meant);
      await page.goto(address);
      await seen('loading state', main(page).locator('[aria-busy="true"]'));
      answers.fail(kindOf(index), meant);
      await seen('way to try again', failed(page).getByRole('button', { name: 'Try again' }));
      await seen('frame', page.getByRole('navigation', { name: 'Main' }));
      answers.answer();
      await recovered(page);
      await seen(`sign of “${shows}”`, main(page).getByText(shows));
    }
    expect(wrong).toEqual([]);
    expect(exceptions(opened.wrongs)).toEqual([]);
  },
  420_000,
);

it('C7: a screen that throws leaves the frame around it, and the way to the others', async () => {
  await using opened = await desk.open();
  await using stranger = await watched(desk.browser, desk.running.url);
  const all = await screens();
  for (const { path, module, component } of all) {
    const { page, context } = path.startsWith('/sign-') ? stranger : opened;
    const file = `**/assets/${module.split('/').at(-1)}-*.js`;
    await context.route(file, async (route) => {
      const response = await route.fetch();
      const script = await response.text();
      const exported = new RegExp(`[\\w$]+ as ${component}\\b`);
      const broken = `const broken = () => { throw new Error('Broken on purpose'); };`;
      // Others of that name are left as they are.
      const body = exported.test(script) ? `${broken}${script.replace(exported, `broken as ${component}`)}` : script;
      await route.fulfill({ response, body });
    });
    await page.goto(desk.screens[path]?.address ?? `/console${path}`);
    const alert = page.getByRole('alert').filter({ hasText: 'This screen broke' });
    await alert.getByRole('button', { name: 'Load anew' }).waitFor();
    if (page === opened.page && path !== '/') {
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
      await alert.getByRole('link', { name: 'To my properties' }).click();
      await page.getByRole('heading', { name: 'Properties', level: 1 }).waitFor();
    }
    await context.unroute(file);
  }
}, 240_000);

it('C7: a screen whose script does not come says so, and is there when it does', async () => {
  await using opened = await desk.open();
  const { page, context } = opened;
  await page.goto('/console/properties/harbour-hotel/settings');
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Members' });
  await link.waitFor();
  const file = '**/assets/members-*.js';
  await context.route(file, (route) => route.abort('connectionfailed'));
  await link.click();
  const again = page.getByRole('alert').getByRole('button', { name: 'Load anew' });
  await again.waitFor();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await context.unroute(file);
  await again.click();
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
});

it('C7: an answer of a shape that nobody expects breaks the screen that shows it, and nothing else', async () => {
  const { running, token } = desk;
  await running.ask(
    'mutation { publishAnnouncement(input: { title: "Hello", body: "", severity: INFO, everyone: true, idempotencyKey: "hello" }) { userErrors { code } } }',
    {},
    token,
  );
  await using opened = await desk.open();
  const { page, context } = opened;
  await context.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const strange = text
      .replaceAll('"timeZone":"Europe/Lisbon"', '"timeZone":"Nowhere/At all"')
      .replaceAll('"title":"Hello"', '"title":{"en":"Hello"}');
    await route.fulfill({ response, body: strange });
  });
  await page.goto('/console/properties/harbour-hotel');
  await page.getByRole('alert').filter({ hasText: 'This screen broke' }).waitFor();
  await page.getByRole('link', { name: /^Super Person/ }).click();
  // An announcement that cannot be shown is left out.
  await page.getByRole('heading', { name: 'My account' }).waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Messages' }).click();
  await main(page).getByText('No open conversations').waitFor();
});

it('C7: what is on the screen stays there when it cannot be loaded again, beside the way to try', async () => {
  await using opened = await desk.open();
  const { page, context } = opened;
  const answers = await answersOf(context);
  await page.goto('/console/properties/harbour-hotel/bookings');
  await main(page).getByText('Ana Arrives').waitFor();
  const go = (name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  await go('Members');
  await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor();
  answers.fail('no connection');
  await go('Bookings');
  await failed(page).waitFor();
  expect(await main(page).getByText('Ana Arrives').count()).toBe(1);
  answers.answer();
  await recovered(page);
  expect(await main(page).getByText('Ana Arrives').count()).toBe(1);
});

it('C7: more of a list joins what is there, and can be tried again when it does not come', async () => {
  const { app } = desk.running;
  const { prisma } = app.database;
  const { id: propertyId } = await prisma.property.findUniqueOrThrow({ where: { slug: 'harbour-hotel' } });
  for (let number = 1; number <= 60; number++) {
    const name = `Crowd ${String(number).padStart(2, '0')}`;
    const user = await aUser(app, { name });
    await prisma.membership.create({ data: { propertyId, userId: user.id, role: 'STAFF' } });
    await prisma.serviceKey.create({
      data: { name, prefix: 'fdk_crowd', hash: Buffer.from(name), scopes: ['orders:read'] },
    });
  }
  await using opened = await desk.open();
  const { page, context } = opened;
  const answers = await answersOf(context);
  for (const [address, label] of [
    ['/admin/users', 'People'],
    ['/admin/service-keys', 'Service keys'],
    ['/properties/harbour-hotel/members', 'Members'],
  ] as const) {
    await page.goto(`/console${address}`);
    const rows = page.getByRole('list', { name: label }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(50);
    answers.fail('no connection');
    await page.getByRole('button', { name: 'Show more' }).click();
    await failed(page).waitFor();
    expect(await rows.count()).toBe(50);
    answers.answer();
    await recovered(page);
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(60);
  }
  expect(exceptions(opened.wrongs)).toEqual([]);
});

it('C7: earlier messages that do not come can be asked for again', async () => {
  const { app } = desk.running;
  const conversation = await app.database.prisma.conversation.findFirstOrThrow({ select: { id: true } });
  await app.database.query(
    `INSERT INTO message (id, conversation_id, sequence, sender_kind, body, client_message_id)
     SELECT gen_random_uuid(), $1::uuid, n, 'GUEST', 'Message ' || n, 'c' || n FROM generate_series(2, 200) n`,
    [conversation.id],
  );
  await app.database.query('UPDATE conversation SET last_sequence = 200 WHERE id = $1::uuid', [conversation.id]);
  await using opened = await desk.open();
  const { page, context } = opened;
  const answers = await answersOf(context);
  answers.fail('an INTERNAL error', (query) => query === 'MessagesPage');
  await page.goto(desk.screens['/properties/$slug/inbox/$conversationId']?.address ?? '');
  const log = page.getByRole('log', { name: 'Messages' });
  await log.getByText('Message 200', { exact: true }).waitFor();
  const up = () =>
    log.evaluate((element: { scrollTop: number }) => {
      element.scrollTop = 0;
    });
  await expect
    .poll(async () => {
      await up();
      return failed(page).count();
    })
    .toBe(1);
  answers.answer();
  await failed(page).getByRole('button', { name: 'Try again' }).click();
  await failed(page).waitFor({ state: 'detached' });
  await expect
    .poll(async () => {
      await up();
      return log.getByText('Is breakfast at seven?', { exact: true }).count();
    })
    .toBe(1);
  expect(exceptions(opened.wrongs)).toEqual([]);
});

it('C7: a list that loads as one scrolls says below its rows that it could not go on, and goes on when it is told to', async () => {
  const { app } = desk.running;
  const { prisma } = app.database;
  const { id: propertyId } = await prisma.property.findUniqueOrThrow({ where: { slug: 'harbour-hotel' } });
  const { id: userId } = await aUser(app, { name: 'Gus Guest' });
  for (let number = 1; number <= 40; number++)
    await prisma.conversation.create({
      data: {
        kind: 'GUEST_STAFF',
        propertyId,
        startedById: userId,
        participantCount: 1,
        participants: { create: { userId, role: 'OWNER' } },
      },
    });
  await using opened = await desk.open();
  const { page, context } = opened;
  const answers = await answersOf(context);
  let pages = 0;
  page.on('request', (request) => {
    const asked = request.url().endsWith('/graphql') ? request.postDataJSON() : null;
    if (asked?.operationName === 'Conversations') pages += 1;
  });
  await page.goto('/console/properties/harbour-hotel/inbox');
  const list = page.getByRole('list', { name: 'Inbox' });
  await list.getByRole('listitem').first().waitFor();
  const down = () =>
    list.evaluate((element: Element) => {
      const box = element.parentElement;
      if (box !== null) box.scrollTop = box.scrollHeight;
    });
  answers.fail('no connection', (query) => query === 'Conversations');
  await expect
    .poll(async () => {
      await down();
      return failed(page).count();
    })
    .toBe(1);
  const before = pages;
  for (let time = 0; time < 3; time++) {
    await list.evaluate((element: Element) => element.parentElement?.scrollTo(0, 0));
    await drawn(page);
    await down();
    await drawn(page);
  }
  expect(pages).toBe(before);
  answers.answer();
  await failed(page).getByRole('button', { name: 'Try again' }).click();
  await failed(page).waitFor({ state: 'detached' });
  await expect
    .poll(async () => {
      await down();
      return list.getByText('Gita Guest').count();
    })
    .toBe(1);
  expect(exceptions(opened.wrongs)).toEqual([]);
});

/** Whatever the page does about what has just happened to it is done. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const empties = [
  ['', 'Nobody arrives today.'],
  ['/bookings', 'No bookings here'],
  ['/calendar', 'There is nothing to plan yet'],
  ['/inbox', 'No open conversations'],
  ['/orders', 'The board is clear'],
  ['/menu', 'There is nothing on the menu yet'],
  ['/payments', 'No payments here'],
  ['/providers', 'Nobody is on the board yet'],
  ['/alerts', 'All is well'],
  ['/alerts/rules', 'No number is watched yet'],
  ['/audit', 'Nothing here'],
  ['/members', 'Nobody works here yet'],
] as const;

it('C7: where there is nothing yet, every screen of a property says so, and what to do', async () => {
  await aProperty(desk.running.app, { slug: 'new-inn', name: 'New Inn' });
  await using opened = await desk.open();
  const { page } = opened;
  for (const [path, says] of empties) {
    await page.goto(`/console/properties/new-inn${path}`);
    await main(page).getByText(says).waitFor();
  }
  await page.goto('/console/book/new-inn');
  await main(page).getByText('Nothing can be booked here now').waitFor();
  expect(opened.wrongs).toEqual([]);
});
