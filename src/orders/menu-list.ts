import type { Actor } from '../actor.js';
import type { Context } from '../context.js';
import type { MenuItemStatus as Status } from '../generated/prisma/enums.js';
import { may } from '../policy/authorize.js';
import { countByProperty } from '../properties/count-by-property.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { MenuItem, MenuItemStatus } from './menu-item.js';
import { visibleMenuItems } from './visible.js';

builder.prismaObjectField(Property, 'menu', (t) =>
  t.prismaConnection(
    {
      type: MenuItem,
      cursor: 'id',
      description: 'What can be ordered there, by category and name.',
      args: { statuses: t.arg({ type: [MenuItemStatus], description: 'Only what is in one of these states.' }) },
      totalCount: ({ id }, { statuses }, context) =>
        countByProperty(context, `menu ${JSON.stringify(statuses)}`, id, async (propertyId) => {
          const groups = await context.app.database.prisma.menuItem.groupBy({
            by: 'propertyId',
            where: { propertyId, ...wanted(context.actor, statuses) },
            _count: true,
          });
          return groups;
        }),
      resolve: async (query, { id }, { statuses }, context) => {
        await placeOf(context, id);
        const items = await context.app.database.prisma.property.findUnique({ where: { id } }).menuItems({
          ...query,
          where: wanted(context.actor, statuses),
          orderBy: [{ category: 'asc' }, { name: 'asc' }, { id: 'asc' }],
        });
        return items ?? [];
      },
    },
    {
      name: 'MenuItemConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          nullable: true,
          description: `${asOfDescription} Of \`propertyEvents\`; null for those who may not follow it.`,
          resolve: ({ parent }, _args, context) => placeOf(context, (parent as { id: string }).id),
        }),
      }),
    },
    { name: 'MenuItemEdge' },
  ),
);

const placeOf = async (context: Context, propertyId: string): Promise<string | null> =>
  may(context.actor, 'propertyEvents', { propertyId }) ? asOf(context, streamOf.property(propertyId)) : null;

const wanted = (actor: Actor | null, statuses: readonly Status[] | null | undefined) => ({
  AND: [visibleMenuItems(actor), ...(statuses == null ? [] : [{ status: { in: [...statuses] } }])],
});
