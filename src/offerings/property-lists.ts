import { countByProperty } from '../properties/count-by-property.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { OfferingMode, OfferingStatus } from './offering.js';
import { Block } from './unit.js';
import { visibleOfferings } from './visible.js';

builder.prismaObjectFields(Property, (t) => ({
  offerings: t.relatedConnection(
    'offerings',
    {
      cursor: 'id',
      totalCount: true,
      description: 'What it sells, by name.',
      args: {
        modes: t.arg({ type: [OfferingMode], description: 'Only what is sold in one of these ways.' }),
        statuses: t.arg({ type: [OfferingStatus], description: 'Only what is in one of these states.' }),
      },
      query: ({ modes, statuses }, { actor }) => ({
        where: {
          AND: [
            visibleOfferings(actor),
            ...(modes == null ? [] : [{ mode: { in: modes } }]),
            ...(statuses == null ? [] : [{ status: { in: statuses } }]),
          ],
        },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
    },
    { name: 'OfferingConnection' },
    { name: 'OfferingEdge' },
  ),
  blocks: t.prismaConnection(
    {
      type: Block,
      cursor: 'id',
      nullable: true,
      description:
        'Units that cannot be sold for a time, newest first. Null, with FORBIDDEN, for those not working there.',
      authScopes: ({ id }) => ({ at: { operation: 'Property.blocks', propertyId: id } }),
      args: { standing: t.arg.boolean({ description: 'True: only those that were not taken back.' }) },
      totalCount: ({ id }, { standing }, context) =>
        countByProperty(context, `blocks ${standing === true}`, id, async (propertyId) => {
          const groups = await context.app.database.prisma.block.groupBy({
            by: 'propertyId',
            where: { propertyId, ...(standing === true && { removedAt: null }) },
            _count: true,
          });
          return groups;
        }),
      resolve: async (query, { id }, { standing }, context) => {
        await asOf(context, streamOf.property(id));
        const blocks = await context.app.database.prisma.property.findUnique({ where: { id } }).blocks({
          ...query,
          ...(standing === true && { where: { removedAt: null } }),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        });
        return blocks ?? [];
      },
    },
    {
      name: 'BlockConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: asOfDescription,
          resolve: ({ parent }, _args, context) => asOf(context, streamOf.property((parent as { id: string }).id)),
        }),
      }),
    },
    { name: 'BlockEdge' },
  ),
}));
