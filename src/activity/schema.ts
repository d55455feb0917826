import { z } from 'zod';
import { User } from '../accounts/user.js';
import type { Prisma } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { propertyFeed } from '../properties/feeds.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { eventType } from '../schema/event.js';
import { mutation } from '../schema/mutation.js';
import { platformFeed } from '../schema/platform-feed.js';
import { Activity, ActivityKind } from './activity.js';
import { activityRecorded } from './events.js';
import { recordActivity } from './record-activity.js';

const ActivityFilter = builder.inputType('ActivityFilter', {
  description: 'Which activity. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    kinds: t.field({ type: [ActivityKind], description: 'Of one of these kinds.' }),
    userId: t.globalID({ for: User, description: 'Of this person.' }),
  }),
});

builder.queryField('activity', (t) =>
  t.prismaConnection(
    {
      type: Activity,
      cursor: 'id',
      description:
        'What people have done lately: at a property, with the sign-ins of those who work there, for them; without a property everywhere, for platform admins. The newest first.',
      args: {
        propertyId: t.arg.globalID({ for: Property, description: 'Which property. All when it is left out.' }),
        filter: t.arg({ type: ActivityFilter, description: 'Which activity.' }),
      },
      // Here and not in `resolve`, which is not called for the name of the type alone.
      authScopes: (_root, { propertyId }, { actor }) => {
        authorizeRead(actor, 'activity', { propertyId: propertyId?.id ?? null });
        return true;
      },
      resolve: (query, _root, { propertyId, filter }, { app }) => {
        const { kinds, userId } = filter ?? {};
        const where: Prisma.ActivityWhereInput = {
          ...(propertyId != null && ofProperty(propertyId.id)),
          ...(kinds != null && { kind: { in: kinds } }),
          ...(userId != null && { userId: userId.id }),
        };
        return app.database.prisma.activity.findMany({ ...query, where, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
      },
    },
    { name: 'ActivityConnection' },
    { name: 'ActivityEdge' },
  ),
);

const ofProperty = (id: string): Prisma.ActivityWhereInput => ({
  OR: [{ propertyId: id }, { kind: 'SIGN_IN', user: { memberships: { some: { propertyId: id } } } }],
});

mutation('recordActivity', {
  description:
    'Says what somebody looks at, for the activity of the dashboard: 30 at once, and one each second. Only what is worth telling colleagues.',
  rules: z.looseObject({
    action: z.string().regex(/^[\w.-]{1,60}$/, 'A name has 1 to 60 letters, digits, dots, hyphens and underscores.'),
  }),
  input: (t) => ({
    propertyId: t.globalID({ for: Property, description: 'Where: a property where I work.' }),
    action: t.string({ required: true, description: 'What: `dashboard.opened`.' }),
    nodeId: t.globalID({ description: 'With what.' }),
  }),
  run: (context, { propertyId, action, nodeId }) =>
    recordActivity(context, { propertyId: propertyId?.id ?? null, action, node: nodeId ?? null }),
  payload: (t) => ({
    activity: t.prismaField({
      type: Activity,
      nullable: true,
      description: 'What was recorded.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.activity.findUnique({ ...query, where: { id: answer.activityId } }),
    }),
  }),
});

eventType(activityRecorded, [propertyFeed, platformFeed], (t) => ({
  activity: t.prismaField({
    type: Activity,
    nullable: true,
    description: 'What was recorded. Null once it is forgotten.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.activity.findUnique({ ...query, where: { id: event.payload.activityId } }),
  }),
}));
