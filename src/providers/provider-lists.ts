import { Fault } from '../errors.js';
import { authorizeRead } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { Provider, ProviderKind, ProviderStatus } from './provider.js';
import { visibleProviders } from './visible.js';

builder.queryField('provider', (t) =>
  t.prismaField({
    type: Provider,
    nullable: true,
    description: 'One provider. NOT_FOUND when there is none, or you may not see them.',
    args: { id: t.arg.globalID({ for: Provider, required: true, description: 'The global id.' }) },
    resolve: async (query, _root, { id }, { actor, app }) => {
      const where = { id: id.id, AND: [visibleProviders(actor)] };
      const found = await app.database.prisma.provider.findUnique({ where });
      const ownerIds = found?.userId == null ? [] : [found.userId];
      authorizeRead(actor, 'provider', found === null ? { ownerIds } : { propertyId: found.propertyId, ownerIds });
      if (found === null) throw new Fault('NOT_FOUND');
      return app.database.prisma.provider.findUnique({ ...query, where });
    },
  }),
);

builder.queryField('providers', (t) =>
  t.prismaConnection(
    {
      type: Provider,
      cursor: 'id',
      description: 'Who works at a property with their time, by name, for their board.',
      args: {
        propertyId: t.arg.globalID({ for: Property, required: true, description: 'Where.' }),
        kinds: t.arg({ type: [ProviderKind], description: 'Only those who do one of these.' }),
        statuses: t.arg({ type: [ProviderStatus], description: 'Only those in one of these states.' }),
      },
      // Here and not in `resolve`, which is not called for the count alone.
      authScopes: (_root, { propertyId }, { actor }) => {
        authorizeRead(actor, 'providers', { propertyId: propertyId.id });
        return true;
      },
      totalCount: (_root, { propertyId, kinds, statuses }, { app }) =>
        app.database.prisma.provider.count({ where: wanted(propertyId.id, kinds, statuses) }),
      resolve: async (query, _root, { propertyId, kinds, statuses }, context) => {
        await asOf(context, streamOf.property(propertyId.id));
        return context.app.database.prisma.provider.findMany({
          ...query,
          where: wanted(propertyId.id, kinds, statuses),
          orderBy: [{ name: 'asc' }, { id: 'asc' }],
        });
      },
    },
    {
      name: 'ProviderConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: asOfDescription,
          resolve: ({ args }, _args, context) =>
            asOf(context, streamOf.property((args as { propertyId: { id: string } }).propertyId.id)),
        }),
      }),
    },
    { name: 'ProviderEdge' },
  ),
);

const wanted = (
  propertyId: string,
  kinds: Array<typeof ProviderKind.$inferType> | null | undefined,
  statuses: Array<typeof ProviderStatus.$inferType> | null | undefined,
) => ({
  propertyId,
  ...(kinds != null && { kind: { in: kinds } }),
  ...(statuses != null && { status: { in: statuses } }),
});
