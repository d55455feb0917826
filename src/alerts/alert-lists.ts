import type { Prisma } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Alert, AlertRule, AlertSeverity, AlertStatus } from './alert.js';

const AlertFilter = builder.inputType('AlertFilter', {
  description: 'Which alerts. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    statuses: t.field({ type: [AlertStatus], description: 'In one of these states.' }),
    severities: t.field({ type: [AlertSeverity], description: 'Of one of these severities.' }),
  }),
});

type Filter = typeof AlertFilter.$inferInput;

interface ListArgs {
  propertyId?: { id: string } | null;
  filter?: Filter | null;
}

const wanted = (propertyId: string | undefined, { statuses, severities }: Filter): Prisma.AlertWhereInput => ({
  ...(propertyId !== undefined && { propertyId }),
  ...(statuses != null && { status: { in: statuses } }),
  ...(severities != null && { severity: { in: severities } }),
});

const streamFor = (propertyId: string | undefined) =>
  propertyId === undefined ? streamOf.platform : streamOf.property(propertyId);

builder.queryField('alerts', (t) =>
  t.prismaConnection(
    {
      type: Alert,
      cursor: 'id',
      description:
        'The alerts of a property, for those who work there; without a property all of them, for platform admins. The newest first.',
      args: {
        propertyId: t.arg.globalID({ for: Property, description: 'Which property. All when it is left out.' }),
        filter: t.arg({ type: AlertFilter, description: 'Which ones.' }),
      },
      resolve: async (query, _root, { propertyId, filter }, context) => {
        authorizeRead(context.actor, 'alerts', { propertyId: propertyId?.id ?? null });
        await asOf(context, streamFor(propertyId?.id));
        return context.app.database.prisma.alert.findMany({
          ...query,
          where: wanted(propertyId?.id, filter ?? {}),
          orderBy: { id: 'desc' },
        });
      },
    },
    {
      name: 'AlertConnection',
      fields: (c) => ({
        // Not by the option of that name: whoever asked for it alone would not be asked for their right.
        totalCount: c.int({
          description: 'How many there are in all, on whichever page.',
          resolve: ({ args }, _args, { app }) => {
            const { propertyId, filter } = args as ListArgs;
            return app.database.prisma.alert.count({ where: wanted(propertyId?.id, filter ?? {}) });
          },
        }),
        asOf: c.field({
          type: 'EventCursor',
          description: asOfDescription,
          resolve: ({ args }, _args, context) =>
            asOf(context, streamFor((args as { propertyId?: { id: string } | null }).propertyId?.id)),
        }),
      }),
    },
    { name: 'AlertEdge' },
  ),
);

builder.queryField('alertRules', (t) =>
  t.prismaConnection(
    {
      type: AlertRule,
      cursor: 'id',
      description:
        'The numbers that are watched at a property, for those who work there; without a property those of the platform and of all properties, for platform admins.',
      args: { propertyId: t.arg.globalID({ for: Property, description: 'Which property. All when it is left out.' }) },
      resolve: (query, _root, { propertyId }, { actor, app }) => {
        authorizeRead(actor, 'alertRules', { propertyId: propertyId?.id ?? null });
        const where = propertyId == null ? {} : { propertyId: propertyId.id };
        return app.database.prisma.alertRule.findMany({ ...query, where, orderBy: { id: 'asc' } });
      },
    },
    {
      name: 'AlertRuleConnection',
      fields: (c) => ({
        totalCount: c.int({
          description: 'How many there are in all, on whichever page.',
          resolve: ({ args }, _args, { app }) => {
            const { propertyId } = args as ListArgs;
            return app.database.prisma.alertRule.count({
              where: propertyId == null ? {} : { propertyId: propertyId.id },
            });
          },
        }),
      }),
    },
    { name: 'AlertRuleEdge' },
  ),
);
