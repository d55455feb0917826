import { builder } from '../schema/builder.js';
import { Offering } from './offering.js';
import { visibleInside, visibleOfferings } from './visible.js';

export const Unit = builder.prismaNode('Unit', {
  id: { field: 'id', description: 'The global id.' },
  description: 'One concrete thing that is sold: room 101, chair 2, a seat.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, offering: visibleOfferings(actor) }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    offering: t.relation('offering', { description: 'What it is one of.' }),
  }),
});

builder.prismaObjectFields(Offering, (t) => ({
  units: t.relatedConnection(
    'units',
    {
      cursor: 'id',
      totalCount: true,
      description: 'What there is of it, in the order in which it is given away.',
      query: { orderBy: [{ position: 'asc' }, { id: 'asc' }] },
    },
    { name: 'UnitConnection' },
    { name: 'UnitEdge' },
  ),
}));

export const Block = builder.prismaNode('Block', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A time in which a unit cannot be sold, for those who work there.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleInside(actor)] }),
  fields: (t) => ({
    unit: t.relation('unit', { description: 'Which unit.' }),
    from: t.expose('from', { type: 'SlotTime', description: 'From when.' }),
    to: t.expose('to', { type: 'SlotTime', description: 'Until when; it is free again from there on.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    createdBy: t.relation('createdBy', { nullable: true, description: 'Who said so. Null for programs.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When they said so.' }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken back. Null while it stands.',
    }),
  }),
});
