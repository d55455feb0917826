import { Property } from '../properties/property.js';
import { ProviderKind } from '../providers/provider.js';
import type { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { addUnits } from './add-units.js';
import { createBlock } from './create-block.js';
import { createOffering } from './create-offering.js';
import { Offering, OfferingMode, OfferingStatus } from './offering.js';
import { removeBlock } from './remove-block.js';
import { blockRules, newOfferingRules, newUnitsRules, offeringChangeRules } from './rules.js';
import { Block, Unit } from './unit.js';
import { updateOffering } from './update-offering.js';

type InputBuilder = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const planFields = (t: InputBuilder) => ({
  description: t.string({ description: 'What it is: plain text, at most 2,000 characters.' }),
  bufferBeforeMinutes: t.int({ description: 'What is kept free before each: 0 to 1440 minutes.' }),
  bufferAfterMinutes: t.int({ description: 'What is kept free after each: 0 to 1440 minutes.' }),
  opensAt: t.string({ description: 'Appointments: the local time at which the first may begin, `09:00`.' }),
  closesAt: t.string({ description: 'Appointments: the local time by which the last is over, `24:00` at most.' }),
  stepMinutes: t.int({ description: 'Appointments: how far apart they may begin, 5 to 1440 minutes.' }),
  departureTimes: t.stringList({ description: 'Departures: the local times at which they leave, `["09:00"]`.' }),
  weekdays: t.intList({ description: 'On which days of the week: Monday is 1. All of them unless it is said.' }),
  minNoticeMinutes: t.int({ description: 'Booked at least so long before it begins. 0 by default.' }),
  maxAdvanceDays: t.int({ description: 'Booked at most so many days ahead. 365 by default.' }),
  freeCancellationHours: t.int({
    description: 'Guests cancel for nothing until so many hours before it begins. 24 by default.',
  }),
  lateCancellationFeePercent: t.int({
    description: 'What of the price a guest owes who cancels later than that, 0 to 100. Null: they cannot.',
  }),
});

mutation('createOffering', {
  description: 'Makes something that a property sells.',
  idempotent: true,
  rules: newOfferingRules,
  input: (t) => ({
    propertyId: t.globalID({ for: Property, required: true, description: 'Who sells it.' }),
    mode: t.field({ type: OfferingMode, required: true, description: 'How it is sold. It stays so.' }),
    name: t.string({ required: true, description: 'What it is called: 1 to 100 characters.' }),
    priceAmount: t.int({
      required: true,
      description: 'For one night, appointment or seat, in minor units of the currency of the property.',
    }),
    durationMinutes: t.int({ description: 'How long it takes: 5 minutes to 14 days. Not for nights. It stays so.' }),
    providerKind: t.field({
      type: ProviderKind,
      description: 'Appointments: each of them takes the time of somebody of this kind, too. It stays so.',
    }),
    capacity: t.int({ description: 'So many units from the beginning, called by their number: seats. 1 to 500.' }),
    ...planFields(t),
  }),
  run: (context, { propertyId, ...input }) => createOffering(context, { ...input, propertyId: propertyId.id }),
  payload: (t) => ({
    offering: t.prismaField({
      type: Offering,
      nullable: true,
      description: 'The new offering.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.offering.findUnique({ ...query, where: { id: answer.offeringId } }),
    }),
  }),
});

mutation('updateOffering', {
  description:
    'Changes what an offering is, what it costs and when it can be booked. What is left out stays as it is, and so does everything that is booked.',
  versioned: true,
  rules: offeringChangeRules,
  input: (t) => ({
    id: t.globalID({ for: Offering, required: true, description: 'Which offering.' }),
    name: t.string({ description: 'What it is called: 1 to 100 characters.' }),
    status: t.field({ type: OfferingStatus, description: 'Whether it can be booked.' }),
    priceAmount: t.int({ description: 'For one night, appointment or seat, in minor units.' }),
    ...planFields(t),
  }),
  run: (context, { id, expectedVersion, ...changes }) => updateOffering(context, id.id, changes, expectedVersion),
  payload: (t) => ({
    offering: t.prismaField({
      type: Offering,
      nullable: true,
      description: 'The offering as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.offering.findUnique({ ...query, where: { id: answer.offeringId } }),
    }),
  }),
});

mutation('addUnits', {
  description: 'Adds rooms, chairs or seats to an offering.',
  idempotent: true,
  rules: newUnitsRules,
  input: (t) => ({
    offeringId: t.globalID({ for: Offering, required: true, description: 'To which offering.' }),
    names: t.stringList({ description: 'What they are called: `["101", "102"]`. Either this or `count`.' }),
    count: t.int({ description: 'So many that are called by their number: 1 to 500. Either this or `names`.' }),
  }),
  run: (context, { offeringId, ...input }) => addUnits(context, offeringId.id, input),
  payload: (t) => ({
    offering: t.prismaField({
      type: Offering,
      nullable: true,
      description: 'The offering as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.offering.findUnique({ ...query, where: { id: answer.offeringId } }),
    }),
    units: t.prismaField({
      type: [Unit],
      nullable: true,
      description: 'The new units.',
      resolve: (query, { answer }, _args, { app }) =>
        answer &&
        app.database.prisma.unit.findMany({
          ...query,
          where: { id: { in: answer.unitIds } },
          orderBy: { position: 'asc' },
        }),
    }),
  }),
});

mutation('createBlock', {
  description: 'Takes a unit out of sale for a time. Refused while anybody has it then.',
  idempotent: true,
  rules: blockRules,
  input: (t) => ({
    unitId: t.globalID({ for: Unit, required: true, description: 'Which unit.' }),
    from: t.field({ type: 'SlotTime', required: true, description: 'From when: a day, or a local time.' }),
    to: t.field({ type: 'SlotTime', required: true, description: 'Until when: it can be sold again from there on.' }),
    reason: t.string({ description: 'Why, for colleagues: at most 500 characters.' }),
  }),
  run: (context, { unitId, ...input }) => createBlock(context, { ...input, unitId: unitId.id }),
  payload: (t) => ({
    block: t.prismaField({
      type: Block,
      nullable: true,
      description: 'The new block.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.block.findUnique({ ...query, where: { id: answer.blockId } }),
    }),
  }),
});

mutation('removeBlock', {
  description: 'Puts a unit back on sale for the time of its block.',
  idempotent: true,
  input: (t) => ({
    id: t.globalID({ for: Block, required: true, description: 'Which block.' }),
  }),
  run: (context, { id }) => removeBlock(context, id.id),
  payload: (t) => ({
    block: t.prismaField({
      type: Block,
      nullable: true,
      description: 'The block as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.block.findUnique({ ...query, where: { id: answer.blockId } }),
    }),
  }),
});
