import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, signedIn } from '../support/factories.js';
import { eventsOf } from './events-of.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const profile = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    viewer { version user { name avatarUrl } }
    userErrors { __typename code field ... on VersionConflictError { currentVersion } }
  }
}`;
const settings = `mutation ($input: UpdateSettingsInput!) {
  updateSettings(input: $input) {
    viewer { settings { locale timeZone theme sounds readReceipts presenceVisible desktopNotifications version } }
    userErrors { __typename code field ... on VersionConflictError { currentVersion } }
  }
}`;

it('A5: is for people who are signed in', async () => {
  for (const document of [profile, settings])
    expect((await running.ask(document, { input: {} })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
});

it.each([
  ['an empty name', profile, { name: ' ' }, 'name'],
  ['a language that is none', settings, { locale: 'not a language' }, 'locale'],
  ['a time zone that is none', settings, { timeZone: 'Mars/Olympus' }, 'timeZone'],
  ['an offset for a time zone', settings, { timeZone: '+02:00' }, 'timeZone'],
])('A5: refuses %s', async (_what, document, input, field) => {
  const user = await aUser(running.app);
  const { data } = await running.ask(document, { input }, await signedIn(running.app, user));
  const [answer] = Object.values(data) as Array<{ viewer: unknown; userErrors: unknown }>;
  expect(answer).toMatchObject({ viewer: null, userErrors: [{ __typename: 'ValidationError', field }] });
  expect(await eventsOf(running.app, user.id)).toEqual([]);
});

it('A5: refuses a picture that is no web address', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  for (const avatarUrl of ['javascript:alert(1)', 'data:text/html,hi', 'no address'])
    expect((await running.ask(profile, { input: { avatarUrl } }, token)).errors).toHaveLength(1);
});

it('A5: changes the profile, tells my devices, and leaves what is not given', async () => {
  const user = await aUser(running.app, { name: 'Ana' });
  const token = await signedIn(running.app, user);
  const update = async (input: object) => (await running.ask(profile, { input }, token)).data.updateProfile;
  const avatarUrl = 'https://example.com/ana.png';
  expect((await update({ avatarUrl })).viewer).toEqual({ version: 2, user: { name: 'Ana', avatarUrl } });
  expect((await update({ name: ' Ana Lima ', expectedVersion: 2 })).viewer).toEqual({
    version: 3,
    user: { name: 'Ana Lima', avatarUrl },
  });
  expect(await update({ name: 'Late', expectedVersion: 2 })).toEqual({
    viewer: null,
    userErrors: [
      { __typename: 'VersionConflictError', code: 'VERSION_CONFLICT', field: 'expectedVersion', currentVersion: 3 },
    ],
  });
  expect((await update({ avatarUrl: null })).viewer.user).toEqual({ name: 'Ana Lima', avatarUrl: null });
  expect(await eventsOf(running.app, user.id)).toEqual(
    [2, 3, 4].map((version) => ({ type: 'ProfileUpdated', payload: { userId: user.id, version } })),
  );
});

it('A5: changes settings, tells my devices, and leaves what is not given', async () => {
  const user = await aUser(running.app, { settings: {} });
  const token = await signedIn(running.app, user);
  const update = async (input: object) => (await running.ask(settings, { input }, token)).data.updateSettings;
  const before = await running.ask('{ viewer { settings { locale timeZone version } } }', {}, token);
  expect(before.data.viewer.settings).toEqual({ locale: 'en', timeZone: 'UTC', version: 1 });
  const changed = await update({ locale: 'PT-br', timeZone: 'Asia/Ho_Chi_Minh', theme: 'DARK', expectedVersion: 1 });
  expect(changed.viewer.settings).toEqual({
    locale: 'pt-BR',
    timeZone: 'Asia/Ho_Chi_Minh',
    theme: 'DARK',
    sounds: true,
    readReceipts: true,
    presenceVisible: true,
    desktopNotifications: false,
    version: 2,
  });
  const conflict = await update({ sounds: false, expectedVersion: 1 });
  expect(conflict.userErrors).toMatchObject([{ code: 'VERSION_CONFLICT', currentVersion: 2 }]);
  expect((await update({ sounds: false, readReceipts: false, locale: null })).viewer.settings).toMatchObject({
    locale: 'pt-BR',
    sounds: false,
    readReceipts: false,
    theme: 'DARK',
    version: 3,
  });
  expect(await eventsOf(running.app, user.id)).toEqual(
    [2, 3].map((version) => ({ type: 'SettingsUpdated', payload: { userId: user.id, version } })),
  );
});

it('A5: loses none of ten changes at once, and lets one of ten with the same version win', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const ten = (input: object) =>
    Promise.all(Array.from({ length: 10 }, () => running.ask(settings, { input }, token))).then((answers) =>
      answers.filter(({ data }) => data.updateSettings.userErrors.length === 0),
    );
  expect(await ten({ sounds: false })).toHaveLength(10);
  expect(await ten({ theme: 'LIGHT', expectedVersion: 11 })).toHaveLength(1);
  const viewer = await running.ask('{ viewer { settings { version } } }', {}, token);
  expect(viewer.data.viewer.settings.version).toBe(12);
});
