import { z } from 'zod';
import { PlatformRole } from '../accounts/platform-role.js';
import { User } from '../accounts/user.js';
import { Property } from '../properties/property.js';
import { mutation } from '../schema/mutation.js';
import { triggerEvent } from './trigger-event.js';

const most = 100;
const largestData = 8_000;
const atMost = (what: string) => z.array(z.unknown()).max(most, `At most ${most} ${what} at once.`).nullish();

mutation('triggerEvent', {
  description:
    'Sends an event of your own: to people (`viewerEvents`), to those who work at properties (`propertyEvents`), or to everybody with a role. For integrations with the scope `EVENTS_TRIGGER`, and administrators. It is kept and resumed like every other event.',
  idempotent: true,
  input: (t) => ({
    name: t.string({
      required: true,
      description: 'What happened: 1 to 100 letters, digits, dots, hyphens, underscores.',
    }),
    data: t.field({ type: 'JSON', description: `What comes with it: up to ${largestData} bytes.` }),
    userIds: t.globalIDList({ for: User, description: `These people: up to ${most}.` }),
    propertyIds: t.globalIDList({ for: Property, description: `Those who work at these properties: up to ${most}.` }),
    roles: t.field({
      type: [PlatformRole],
      description: 'Everybody who has one of these roles on the platform. All three: everybody.',
    }),
    exceptUserIds: t.globalIDList({ for: User, description: `But not these people: up to ${most}.` }),
  }),
  rules: z.looseObject({
    name: z.string().regex(/^[\w.-]{1,100}$/, 'A name has 1 to 100 letters, digits, dots, hyphens and underscores.'),
    data: z
      .unknown()
      .refine((data) => Buffer.byteLength(JSON.stringify(data ?? null)) <= largestData, `Up to ${largestData} bytes.`)
      .optional(),
    userIds: atMost('people'),
    propertyIds: atMost('properties'),
    exceptUserIds: atMost('people'),
  }),
  run: (context, { name, data, userIds, propertyIds, roles, exceptUserIds }) =>
    triggerEvent(context, {
      name,
      data: data ?? null,
      userIds: (userIds ?? []).map(({ id }) => id),
      propertyIds: (propertyIds ?? []).map(({ id }) => id),
      roles: roles ?? [],
      exceptUserIds: (exceptUserIds ?? []).map(({ id }) => id),
    }),
  payload: (t) => ({
    eventId: t.id({
      nullable: true,
      description: 'The `id` of the event, in every feed that has it.',
      resolve: ({ answer }) => answer?.eventId ?? null,
    }),
  }),
});
