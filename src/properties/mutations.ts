import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { createProperty } from './create-property.js';
import { Property, PropertyKind, PropertyStatus } from './property.js';
import { newPropertyRules, propertyChangeRules, reasonRules } from './rules.js';
import { setPropertyStatus } from './set-property-status.js';
import { updateProperty } from './update-property.js';

mutation('createProperty', {
  description: 'Makes a property of which you are the owner.',
  idempotent: true,
  rules: newPropertyRules,
  changesOwnRights: true,
  input: (t) => ({
    name: t.string({ required: true, description: 'What it is called: 1 to 100 characters.' }),
    slug: t.string({
      required: true,
      description: 'Its name in addresses: 3 to 50 small letters, digits and single hyphens. Nobody else has it.',
    }),
    kind: t.field({ type: PropertyKind, required: true, description: 'What kind of business it is. It stays so.' }),
    timeZone: t.string({ required: true, description: 'Its IANA time zone: `Asia/Ho_Chi_Minh`.' }),
    currency: t.string({ required: true, description: 'What its prices are in, ISO 4217: `VND`. It stays so.' }),
    description: t.string({ description: 'What it says about itself: plain text, at most 2,000 characters.' }),
    email: t.field({ type: 'EmailAddress', description: 'Where guests write to.' }),
    phone: t.string({ description: 'Where guests call.' }),
    address: t.string({ description: 'Where it is.' }),
    website: t.field({ type: 'URL', description: 'Its web site.' }),
  }),
  run: (context, input) => createProperty(context, input),
  payload: (t) => ({
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'The new property.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.property.findUnique({ ...query, where: { id: answer.propertyId } }),
    }),
  }),
});

const PropertySettingsInput = builder.inputType('PropertySettingsInput', {
  description: 'How a property works. What is left out stays as it is.',
  fields: (t) => ({
    checkInTime: t.string({ description: 'From when guests come in, local time: `15:00`.' }),
    checkOutTime: t.string({ description: 'Until when guests leave, local time: `11:00`.' }),
    holdMinutes: t.int({ description: 'How long a slot is held for somebody who is booking it: 1 to 60.' }),
    pendingHours: t.int({ description: 'How long a booking waits for its confirmation: 1 to 720 hours.' }),
    autoConfirm: t.boolean({ description: 'Whether bookings are confirmed without anybody’s doing.' }),
    payMinutes: t.int({
      description:
        'How long a guest’s booking keeps its slot without being paid: 5 to 10080 minutes. Null: it need not be paid ahead.',
    }),
    awayMessage: t.string({ description: 'What guests are answered while nobody is there. Null: nothing.' }),
    locale: t.string({ description: 'The language that it writes to guests in: `en`, `ko`.' }),
  }),
});

mutation('updateProperty', {
  description: 'Changes what a property says about itself, and how it works. What is left out stays as it is.',
  versioned: true,
  rules: propertyChangeRules,
  input: (t) => ({
    id: t.globalID({ for: Property, required: true, description: 'Which property.' }),
    name: t.string({ description: 'What it is called: 1 to 100 characters.' }),
    slug: t.string({ description: 'Its name in addresses. Links with the old one end.' }),
    description: t.string({ description: 'What it says about itself: plain text, at most 2,000 characters.' }),
    timeZone: t.string({ description: 'Its IANA time zone.' }),
    email: t.field({ type: 'EmailAddress', description: 'Where guests write to. Null takes it away.' }),
    phone: t.string({ description: 'Where guests call. Null takes it away.' }),
    address: t.string({ description: 'Where it is. Null takes it away.' }),
    website: t.field({ type: 'URL', description: 'Its web site. Null takes it away.' }),
    settings: t.field({ type: PropertySettingsInput, description: 'How it works.' }),
  }),
  run: (context, { id, expectedVersion, ...changes }) => updateProperty(context, id.id, changes, expectedVersion),
  payload: (t) => ({
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'The property as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.property.findUnique({ ...query, where: { id: answer.propertyId } }),
    }),
  }),
});

mutation('setPropertyStatus', {
  description: 'Opens, pauses, closes or archives a property: one of its `allowedTransitions`.',
  idempotent: true,
  versioned: true,
  rules: reasonRules,
  input: (t) => ({
    id: t.globalID({ for: Property, required: true, description: 'Which property.' }),
    status: t.field({ type: PropertyStatus, required: true, description: 'What it shall be.' }),
    reason: t.string({ description: 'Why, for colleagues: at most 500 characters.' }),
  }),
  run: (context, { id, ...change }) => setPropertyStatus(context, { ...change, propertyId: id.id }),
  payload: (t) => ({
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'The property as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.property.findUnique({ ...query, where: { id: answer.propertyId } }),
    }),
  }),
});
