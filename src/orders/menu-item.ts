import { MenuItemStatus as Statuses } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { Money } from '../schema/money.js';
import { visibleMenuItems } from './visible.js';

export const MenuItemStatus = builder.enumType('MenuItemStatus', {
  description: 'Whether something can be ordered.',
  values: {
    [Statuses.AVAILABLE]: { description: 'It can.' },
    [Statuses.SOLD_OUT]: { description: 'Not for now.' },
    [Statuses.ARCHIVED]: { description: 'It is on no menu any more. Only those who work there still see it.' },
  },
});

export const MenuItem = builder.prismaNode('MenuItem', {
  id: { field: 'id', description: 'The global id.' },
  description: 'What guests of a property can order: a dish, a drink, an extra.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleMenuItems(actor)] }),
  fields: (t) => ({
    property: t.relation('property', { description: 'Whose menu it is on.' }),
    category: t.exposeString('category', { description: 'Under which heading it stands: `Breakfast`.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    description: t.exposeString('description', { description: 'What it is. Plain text.' }),
    price: t.field({
      type: Money,
      description: 'For one of it.',
      select: { priceAmount: true, property: { select: { currency: true } } },
      resolve: ({ priceAmount: amount, property: { currency } }) => ({ amount, currency }),
    }),
    status: t.expose('status', { type: MenuItemStatus, description: 'Whether it can be ordered.' }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
  }),
});
