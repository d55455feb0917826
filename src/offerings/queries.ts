import { Fault } from '../errors.js';
import { builder } from '../schema/builder.js';
import { Offering } from './offering.js';
import { visibleOfferings } from './visible.js';

builder.queryField('offering', (t) =>
  t.prismaField({
    type: Offering,
    nullable: true,
    description: 'One offering. NOT_FOUND when there is none, or you may not see it.',
    args: { id: t.arg.globalID({ for: Offering, required: true, description: 'The global id.' }) },
    resolve: async (query, _root, { id }, { actor, app }) => {
      const where = { id: id.id, AND: [visibleOfferings(actor)] };
      const offering = await app.database.prisma.offering.findUnique({ ...query, where });
      if (offering === null) throw new Fault('NOT_FOUND');
      return offering;
    },
  }),
);
