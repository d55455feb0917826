import { type Context, userOf } from '../context.js';
import { Fault } from '../errors.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { PropertyKind as Kind, PropertyStatus as Status } from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';
import { literally, searchText } from '../schema/search-text.js';
import { Property, PropertyKind, PropertyStatus } from './property.js';
import { visibleProperties } from './visible.js';

builder.queryField('property', (t) =>
  t.prismaField({
    type: Property,
    nullable: true,
    description: 'One property, by its id or its slug. NOT_FOUND when there is none, or you may not see it.',
    args: {
      id: t.arg.globalID({ for: Property, description: 'The global id. Either this or `slug`.' }),
      slug: t.arg.string({ description: 'The slug. Either this or `id`.' }),
    },
    resolve: async (query, _root, { id, slug }, { actor, app }) => {
      if ((id == null) === (slug == null)) throw new Fault('BAD_USER_INPUT', 'Give either `id` or `slug`.');
      const key = id == null ? { slug: slug ?? '' } : { id: id.id };
      const where = { ...key, AND: [visibleProperties(actor)] };
      const property = await app.database.prisma.property.findUnique({ ...query, where });
      if (property === null) throw new Fault('NOT_FOUND');
      return property;
    },
  }),
);

const PropertyFilter = builder.inputType('PropertyFilter', {
  description: 'Which properties. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    kinds: t.field({ type: [PropertyKind], description: 'Of one of these kinds.' }),
    statuses: t.field({ type: [PropertyStatus], description: 'In one of these states.' }),
    search: t.string({ description: 'With this text in the name or the slug, in capitals or not.' }),
    mine: t.boolean({ description: 'True: those where I work.' }),
  }),
});

const PropertyOrder = builder.enumType('PropertyOrder', {
  description: 'How properties are sorted.',
  values: {
    NAME: { description: 'By name, A to Z.' },
    NEWEST: { description: 'The newest first.' },
    OLDEST: { description: 'The oldest first.' },
  } as const,
});

builder.queryField('properties', (t) =>
  t.prismaConnection({
    type: Property,
    cursor: 'id',
    description: 'The properties that you may see.',
    args: {
      filter: t.arg({ type: PropertyFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: PropertyOrder, required: true, defaultValue: 'NAME', description: 'In which order.' }),
    },
    totalCount: (_root, { filter }, context) =>
      context.app.database.prisma.property.count({ where: wanted(context, filter ?? {}) }),
    resolve: (query, _root, { filter, orderBy }, context) =>
      context.app.database.prisma.property.findMany({
        ...query,
        where: wanted(context, filter ?? {}),
        orderBy: orders[orderBy],
      }),
  }),
);

interface Filter {
  kinds?: Kind[] | null | undefined;
  statuses?: Status[] | null | undefined;
  search?: string | null | undefined;
  mine?: boolean | null | undefined;
}

function wanted(context: Context, filter: Filter): Prisma.PropertyWhereInput {
  const all: Prisma.PropertyWhereInput[] = [visibleProperties(context.actor)];
  if (filter.kinds != null) all.push({ kind: { in: filter.kinds } });
  if (filter.statuses != null) all.push({ status: { in: filter.statuses } });
  if (filter.mine === true) all.push({ id: { in: [...userOf(context).memberships.keys()] } });
  const search = searchText(filter.search);
  if (search) {
    const contains = literally(search);
    all.push({ OR: [{ name: { contains, mode: 'insensitive' } }, { slug: { contains, mode: 'insensitive' } }] });
  }
  return { AND: all };
}

// Ids grow with time, so they say which is older; and they make an order of names one that pages can follow.
const orders: Record<'NAME' | 'NEWEST' | 'OLDEST', Prisma.PropertyOrderByWithRelationInput[]> = {
  NAME: [{ name: 'asc' }, { id: 'asc' }],
  NEWEST: [{ id: 'desc' }],
  OLDEST: [{ id: 'asc' }],
};
