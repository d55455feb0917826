import type { Context } from '../context.js';
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

const wanted = (propertyId: string | undefined, { statuses, severities }: Filter): Prisma.AlertWhereInput => ({
  ...(propertyId !== undefined && { propertyId }),
  ...(statuses != null && { status: { in: statuses } }),
  ...(severities != null && { severity: { in: severities } }),
});

const of = (property: { id: string } | null | undefined) => (property == null ? {} : { propertyId: property.id });

const streamFor = (propertyId: string | undefined) =>
  propertyId === undefined ? streamOf.platform : streamOf.property(propertyId);

const asOfThere = {
  type: 'EventCursor',
  description: asOfDescription,
  resolve: ({ args }: { args: object }, _args: object, context: Context) =>
    asOf(context, streamFor((args as { propertyId?: { id: string } | null }).propertyId?.id)),
} as const;

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
      // Here and not in `resolve`, which is not called for the count alone.
      authScopes: (_root, { propertyId }, { actor }) => {
        authorizeRead(actor, 'alerts', { propertyId: propertyId?.id ?? null });
        return true;
      },
      totalCount: (_root, { propertyId, filter }, { app }) =>
        app.database.prisma.alert.count({ where: wanted(propertyId?.id, filter ?? {}) }),
      resolve: async (query, _root, { propertyId, filter }, context) => {
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
        asOf: c.field(asOfThere),
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
      authScopes: (_root, { propertyId }, { actor }) => {
        authorizeRead(actor, 'alertRules', { propertyId: propertyId?.id ?? null });
        return true;
      },
      totalCount: (_root, { propertyId }, { app }) => app.database.prisma.alertRule.count({ where: of(propertyId) }),
      resolve: async (query, _root, { propertyId }, context) => {
        await asOf(context, streamFor(propertyId?.id));
        const { prisma } = context.app.database;
        return prisma.alertRule.findMany({ ...query, where: of(propertyId), orderBy: { id: 'asc' } });
      },
    },
    { name: 'AlertRuleConnection', fields: (c) => ({ asOf: c.field(asOfThere) }) },
    { name: 'AlertRuleEdge' },
  ),
);
