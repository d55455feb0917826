import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogs, languageOf, languages, type TextKey, worded } from '../../src/notifications/catalog/catalog.js';
import { en } from '../../src/notifications/catalog/en.js';
import { namesIn } from '../../src/notifications/catalog/text.js';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aUser, signedIn } from '../support/factories.js';
import { aHouse, confirmed } from './people.js';

let running: RunningApp;
let admin: string;
beforeAll(async () => {
  // Without SMTP_URL: mail stays in the dev mailbox.
  running = await startApp();
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
});
afterAll(() => running.close());

const keys = Object.keys(en) as TextKey[];

it.each(keys)('N11: %s says the same in every language', (key) => {
  for (const language of languages) {
    const text = catalogs[language][key];
    expect(text.title).not.toBe('');
    const used = new Set(namesIn(`${text.title} ${text.body}`));
    const given = new Set(namesIn(`${en[key].title} ${en[key].body}`));
    expect([language, [...used].filter((name) => !given.has(name))]).toEqual([language, []]);
  }
});

it('N11: Korean is Korean, and what we do not have is English', () => {
  expect(['ko', 'ko-KR', 'en-GB', 'pt-BR', 'xx', null].map(languageOf)).toEqual(['ko', 'ko', 'en', 'en', 'en', 'en']);
  expect(keys.filter((key) => key !== 'mail.footer' && !/[가-힣]/.test(catalogs.ko[key].title))).toEqual([]);
});

it('N11: a day or a local time is written as its reader writes it, and in no other zone', () => {
  const say = (slot: string, locale: string) =>
    worded('booking.confirmed', { code: 'X', offering: 'Y', property: 'Z', from: { slot } }, locale).body;
  expect(say('2026-05-01', 'en')).toContain('Friday, May 1, 2026');
  expect(say('2026-05-01T14:30', 'en')).toMatch(/May 1, 2026.*2:30/);
  expect(say('2026-05-01', 'ko')).toContain('2026년 5월 1일');
});

const mutate = async (name: string, input: object) =>
  (
    await running.ask(
      `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
        emailTemplate { key locale subject version isDefault names preview { subject html } } userErrors { code field message } } }`,
      { input },
      admin,
    )
  ).data[name];

it('N8: administrators read the templates, look at them, write them otherwise, and have the old ones back', async () => {
  const { data } = await running.ask(
    '{ emailTemplates(locale: KO) { key locale subject text html names isDefault version preview { subject text } } }',
    {},
    admin,
  );
  const ours = data.emailTemplates.find(({ key }: { key: string }) => key === 'booking.confirmed');
  expect(ours).toMatchObject({
    locale: 'KO',
    isDefault: true,
    version: 0,
    subject: '예약 {code}이(가) 확정되었습니다',
  });
  expect(ours.preview.subject).toBe('예약 K7QM-42XD이(가) 확정되었습니다');
  const input = {
    key: 'booking.confirmed',
    locale: 'EN',
    subject: 'Come in, {code}',
    html: '<p>{property} & {offering}</p><a href="{link}">Go</a>',
    text: '{property}: {link}',
  };
  const { emailPreview } = (
    await running.ask(
      'query ($html: String) { emailPreview(key: "booking.confirmed", html: $html) { subject html } }',
      { html: input.html },
      admin,
    )
  ).data;
  expect(emailPreview.html).toContain('<p>Riverside Hotel & River double</p>');
  expect(await mutate('updateEmailTemplate', input)).toMatchObject({
    userErrors: [],
    emailTemplate: { version: 1, isDefault: false, names: expect.arrayContaining(['code', 'property', 'link']) },
  });
  expect(await mutate('updateEmailTemplate', { ...input, expectedVersion: 0 })).toMatchObject({
    userErrors: [{ code: 'VERSION_CONFLICT' }],
  });
  const unknown = await mutate('updateEmailTemplate', { ...input, html: '{password}' });
  expect(unknown.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: 'html' }]);
  expect(unknown.userErrors[0].message).toContain('{password}');
  expect((await mutate('updateEmailTemplate', { ...input, key: 'nothing' })).userErrors).toMatchObject([
    { code: 'INVALID_INPUT', field: 'key' },
  ]);

  const house = await aHouse(running);
  await confirmed(running, house);
  const mailbox = 'query ($to: EmailAddress) { devMailbox(to: $to) { totalCount nodes { to subject html text } } }';
  const [mail] = await eventually(async () => {
    const { nodes } = (await running.ask(mailbox, { to: house.guest.email }, admin)).data.devMailbox;
    expect(nodes).toHaveLength(1);
    return nodes;
  });
  expect(mail.to).toBe(house.guest.email);
  expect(mail.subject).toMatch(/^Come in, /);
  expect(mail.html).toContain(`<p>${house.property.name} & ${house.offering.name}</p>`);

  expect(await mutate('resetEmailTemplate', { key: 'booking.confirmed', locale: 'EN' })).toMatchObject({
    emailTemplate: { isDefault: true, version: 0 },
  });
});

it('N8: nobody else looks into the mail', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  for (const query of ['devMailbox { totalCount }', 'emailDeliveries { totalCount }', 'emailTemplates { html }'])
    expect((await running.ask(`{ ${query} }`, {}, token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
