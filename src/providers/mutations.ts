import { z } from 'zod';
import { Booking } from '../bookings/booking.js';
import { Member } from '../properties/member.js';
import { Property } from '../properties/property.js';
import { name, text } from '../properties/rules.js';
import { mutation } from '../schema/mutation.js';
import { assignProvider } from './assign-provider.js';
import { createProvider } from './create-provider.js';
import { Provider, ProviderKind, ProviderStatus } from './provider.js';
import { setProviderStatus } from './set-provider-status.js';

mutation('createProvider', {
  description: 'Somebody whose time is sold works here from now on.',
  idempotent: true,
  rules: z.object({ name }),
  input: (t) => ({
    propertyId: t.globalID({ for: Property, required: true, description: 'Where.' }),
    name: t.string({ required: true, description: 'What they are called: 1 to 100 characters.' }),
    kind: t.field({ type: ProviderKind, required: true, description: 'What they do.' }),
    memberId: t.globalID({ for: Member, description: 'Which member they are, so that they see what they do.' }),
  }),
  run: (context, { propertyId, memberId, ...input }) =>
    createProvider(context, { ...input, propertyId: propertyId.id, memberId: memberId?.id }),
  payload: (t) => ({
    provider: t.prismaField({
      type: Provider,
      nullable: true,
      description: 'The new provider.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.provider.findUnique({ ...query, where: { id: answer.providerId } }),
    }),
  }),
});

mutation('setProviderStatus', {
  description:
    'Says whether somebody can be had. What is booked of their time stays booked; nothing else is, until then.',
  idempotent: true,
  versioned: true,
  rules: z.object({ reason: text(500).nullish() }),
  input: (t) => ({
    id: t.globalID({ for: Provider, required: true, description: 'Who.' }),
    status: t.field({ type: ProviderStatus, required: true, description: 'How it is.' }),
    reason: t.string({ description: 'Why, for colleagues: at most 500 characters.' }),
    until: t.field({
      type: 'DateTime',
      description:
        'When they can be had again. An hour for BUSY and the rest of the day for the others, unless it is said.',
    }),
  }),
  run: (context, { id, ...input }) => setProviderStatus(context, { ...input, providerId: id.id }),
  payload: (t) => ({
    provider: t.prismaField({
      type: Provider,
      nullable: true,
      description: 'The provider as they are now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.provider.findUnique({ ...query, where: { id: answer.providerId } }),
    }),
  }),
});

mutation('assignProvider', {
  description:
    'Assigns somebody to a booking, or nobody. Their time is taken with it: refused when they have none then.',
  idempotent: true,
  versioned: true,
  input: (t) => ({
    bookingId: t.globalID({ for: Booking, required: true, description: 'To which booking.' }),
    providerId: t.globalID({ for: Provider, description: 'Whom. Null: nobody.' }),
  }),
  run: (context, { bookingId, providerId, ...input }) =>
    assignProvider(context, { ...input, bookingId: bookingId.id, providerId: providerId?.id ?? null }),
  payload: (t) => ({
    booking: t.prismaField({
      type: Booking,
      nullable: true,
      description: 'The booking as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.booking.findUnique({ ...query, where: { id: answer.bookingId } }),
    }),
  }),
});
