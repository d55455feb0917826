import { z } from 'zod';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { personOf } from './person-of.js';
import { locale, timeZone } from './settings-rules.js';
import { updateSettings } from './update-settings.js';
import { Viewer } from './viewer.js';

const Theme = builder.enumType('Theme', {
  description: 'How the console looks.',
  values: {
    SYSTEM: { description: 'As the device has it.' },
    LIGHT: { description: 'Always light.' },
    DARK: { description: 'Always dark.' },
  } as const,
});

export const UserSettings = builder.prismaObject('UserSettings', {
  description: 'How somebody wants it. The same on all their devices.',
  fields: (t) => ({
    locale: t.exposeString('locale', { description: 'The language of texts, mail and notifications: `en`, `pt-BR`.' }),
    timeZone: t.exposeString('timeZone', { description: 'The IANA name of the time zone that times are shown in.' }),
    theme: t.expose('theme', { type: Theme, description: 'How the console looks.' }),
    sounds: t.exposeBoolean('sounds', { description: 'Whether it makes sounds.' }),
    readReceipts: t.exposeBoolean('readReceipts', { description: 'Whether others are told what I have read.' }),
    presenceVisible: t.exposeBoolean('presenceVisible', { description: 'Whether others see that I am there.' }),
    desktopNotifications: t.exposeBoolean('desktopNotifications', {
      description: 'Whether the browser shows notifications.',
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When they last changed.' }),
  }),
});

builder.prismaObjectField(Viewer, 'settings', (t) =>
  t.relation('settings', {
    description: 'How I want it.',
    nullable: false,
    // Who has never changed anything may have no row.
    onNull: ({ id, createdAt }) => ({ ...defaults, userId: id, updatedAt: createdAt }),
  }),
);

const defaults = {
  locale: 'en',
  timeZone: 'UTC',
  theme: 'SYSTEM',
  sounds: true,
  readReceipts: true,
  presenceVisible: true,
  desktopNotifications: false,
  version: 1,
} as const;

mutation('updateSettings', {
  description: 'Changes my settings, on all my devices: what is not given stays as it is.',
  versioned: true,
  input: (t) => ({
    locale: t.string({ description: 'A language tag: `en`, `ko`, `pt-BR`.' }),
    timeZone: t.string({ description: 'The IANA name of a time zone: `Europe/Paris`.' }),
    theme: t.field({ type: Theme, description: 'How the console looks.' }),
    sounds: t.boolean({ description: 'Whether it makes sounds.' }),
    readReceipts: t.boolean({ description: 'Whether others are told what I have read.' }),
    presenceVisible: t.boolean({ description: 'Whether others see that I am there.' }),
    desktopNotifications: t.boolean({ description: 'Whether the browser shows notifications.' }),
  }),
  rules: z.object({ locale: locale.nullish(), timeZone: timeZone.nullish() }),
  run: (context, input) => updateSettings(context, input),
  payload: (t) => ({
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Me, with the settings.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});
