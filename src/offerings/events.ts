import { z } from 'zod';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const ofProperty = ({ propertyId }: { propertyId: string }) => [streamOf.property(propertyId)];
const anOffering = { propertyId: z.uuid(), offeringId: z.uuid() };

export const offeringCreated = defineEvent({
  type: 'OfferingCreated',
  description: 'Something new can be sold.',
  payload: z.object(anOffering),
  streams: ofProperty,
  relayed: true,
});

export const offeringUpdated = defineEvent({
  type: 'OfferingUpdated',
  description: 'What an offering is, what it costs or when it can be booked changed.',
  payload: z.object({ ...anOffering, changes: z.array(z.string()), version: z.int() }),
  streams: ofProperty,
  relayed: true,
});

export const unitsAdded = defineEvent({
  type: 'UnitsAdded',
  description: 'There are more units of an offering.',
  payload: z.object({ ...anOffering, unitIds: z.array(z.uuid()) }),
  streams: ofProperty,
  relayed: true,
});

const aBlock = { ...anOffering, unitId: z.uuid(), blockId: z.uuid() };

export const blockCreated = defineEvent({
  type: 'BlockCreated',
  description: 'A unit cannot be sold for a time.',
  payload: z.object(aBlock),
  streams: ofProperty,
  relayed: true,
});

export const blockRemoved = defineEvent({
  type: 'BlockRemoved',
  description: 'A unit can be sold again for the time of its block.',
  payload: z.object(aBlock),
  streams: ofProperty,
  relayed: true,
});
