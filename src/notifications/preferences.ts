import { z } from 'zod';
import { personOf } from '../accounts/person-of.js';
import { Viewer } from '../accounts/viewer.js';
import type { Prisma } from '../generated/prisma/client.js';
import {
  type NotificationChannel as Channel,
  NotificationChannel as Channels,
  type NotificationType as Type,
  NotificationType as Types,
} from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { isDefault } from './defaults.js';
import { NotificationChannel, NotificationType } from './notification.js';
import { updatePreferences } from './update-preferences.js';

interface Preference {
  type: Type;
  channel: Channel;
  enabled: boolean;
  isDefault: boolean;
}

const Preference = builder.objectRef<Preference>('NotificationPreference').implement({
  description: 'Whether I hear of a type by a channel.',
  fields: (t) => ({
    type: t.field({ type: NotificationType, description: 'What it is about.', resolve: ({ type }) => type }),
    channel: t.field({ type: NotificationChannel, description: 'By what.', resolve: ({ channel }) => channel }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether I do.' }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Whether I have not decided it myself.' }),
  }),
});

interface Quiet {
  from: string;
  to: string;
}

const QuietHours = builder.objectRef<Quiet>('QuietHours').implement({
  description: 'When nothing rings: what goes out waits until they are over. In the app it is there at once.',
  fields: (t) => ({
    from: t.exposeString('from', { description: 'From when, in the time zone of my settings: `22:00`.' }),
    to: t.exposeString('to', { description: 'Until when: `07:00`. Earlier than `from`: on the next day.' }),
  }),
});

const fields = {
  id: true,
  notificationSettings: true,
  notificationPreferences: true,
} as const satisfies Prisma.UserSelect;
type Row = Prisma.UserGetPayload<{ select: typeof fields }>;

const Preferences = builder.objectRef<Row>('NotificationPreferences').implement({
  description: 'How I want to be told. The same on all my devices.',
  fields: (t) => ({
    channels: t.field({
      type: [Preference],
      description: 'Every type by every channel.',
      resolve: ({ notificationPreferences }) =>
        Object.values(Types).flatMap((type) =>
          Object.values(Channels).map((channel): Preference => {
            const own = notificationPreferences.find((one) => one.type === type && one.channel === channel);
            return { type, channel, enabled: own?.enabled ?? isDefault(type, channel), isDefault: own === undefined };
          }),
        ),
    }),
    quietHours: t.field({
      type: QuietHours,
      nullable: true,
      description: 'When nothing rings. Null: never.',
      resolve: ({ notificationSettings: own }) =>
        own?.quietFrom == null || own.quietTo === null ? null : { from: own.quietFrom, to: own.quietTo },
    }),
    mutedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when nothing goes out at all, not even later. Null: it does.',
      resolve: ({ notificationSettings: own }) => own?.mutedUntil ?? null,
    }),
    criticalOverrides: t.boolean({
      description: 'Whether what is CRITICAL goes out through quiet hours and mutes. Yes, unless I took it back.',
      resolve: ({ notificationSettings: own }) => own?.criticalOverrides ?? true,
    }),
    version: t.int({
      description: 'Goes up with each change: for `expectedVersion`.',
      resolve: ({ notificationSettings: own }) => own?.version ?? 1,
    }),
  }),
});

builder.prismaObjectField(Viewer, 'notificationPreferences', (t) =>
  t.field({
    type: Preferences,
    description: 'How I want to be told.',
    select: fields,
    resolve: (row) => row,
  }),
);

const PreferenceInput = builder.inputType('NotificationPreferenceInput', {
  description: 'Whether I want to hear of a type by a channel.',
  fields: (t) => ({
    type: t.field({ type: NotificationType, required: true, description: 'What it is about.' }),
    channel: t.field({ type: NotificationChannel, required: true, description: 'By what.' }),
    enabled: t.boolean({ required: true, description: 'Whether I do.' }),
  }),
});

const QuietHoursInput = builder.inputType('QuietHoursInput', {
  description: 'When nothing rings.',
  fields: (t) => ({
    from: t.string({ required: true, description: 'From when, local time: `22:00`.' }),
    to: t.string({ required: true, description: 'Until when: `07:00`.' }),
  }),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A local time is expected, such as “22:00”.');

mutation('updateNotificationPreferences', {
  description: 'Changes how I want to be told, on all my devices: what is not given stays as it is.',
  versioned: true,
  rules: z.looseObject({
    quietHours: z
      .looseObject({ from: clock, to: clock })
      .refine(({ from, to }) => from !== to, 'Quiet hours have a beginning and another end.')
      .nullish(),
    preferences: z.array(z.unknown()).max(100, 'At most 100 at once.').nullish(),
  }),
  input: (t) => ({
    preferences: t.field({
      type: [PreferenceInput],
      description: 'Types and channels, those that are to be otherwise.',
    }),
    quietHours: t.field({ type: QuietHoursInput, description: 'When nothing rings. Null: never any more.' }),
    mutedUntil: t.field({ type: 'DateTime', description: 'Nothing goes out until then. Null: it does again.' }),
    criticalOverrides: t.boolean({ description: 'Whether what is CRITICAL goes out nevertheless.' }),
  }),
  run: (context, input) => updatePreferences(context, input),
  payload: (t) => ({
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Me, with the preferences.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});
