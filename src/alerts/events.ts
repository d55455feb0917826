import { z } from 'zod';
import { AlertSeverity, AlertStatus } from '../generated/prisma/enums.js';
import { defineEvent, type NewEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

const propertyId = z.uuid().nullable();
const whereItIs = ({ propertyId: id }: { propertyId: string | null }) => [
  id === null ? streamOf.platform : streamOf.property(id),
];
const anAlert = { propertyId, alertId: z.uuid(), severity: z.enum(AlertSeverity), version: z.int() };
const aRule = { propertyId, alertRuleId: z.uuid(), version: z.int() };

export const alertRaised = defineEvent({
  type: 'AlertRaised',
  description: 'Something has to be looked at: a number has crossed its threshold, or somebody says so.',
  payload: z.object({ ...anAlert, ruleId: z.uuid().nullable() }),
  streams: whereItIs,
  relayed: true,
});

export const alertAcknowledged = defineEvent({
  type: 'AlertAcknowledged',
  description: 'Somebody looks after an alert.',
  payload: z.object(anAlert),
  streams: whereItIs,
  relayed: true,
});

export const alertResolved = defineEvent({
  type: 'AlertResolved',
  description: 'An alert is over: somebody says so, or the number has been as it should be for a while.',
  payload: z.object({ ...anAlert, from: z.enum(AlertStatus) }),
  streams: whereItIs,
  relayed: true,
});

export const alertRuleCreated = defineEvent({
  type: 'AlertRuleCreated',
  description: 'Another number is watched.',
  payload: z.object(aRule),
  streams: whereItIs,
});

export const alertRuleUpdated = defineEvent({
  type: 'AlertRuleUpdated',
  description: 'A number is watched otherwise, or not for now.',
  payload: z.object({ ...aRule, changes: z.array(z.string()) }),
  streams: whereItIs,
});

export const alertRuleDeleted = defineEvent({
  type: 'AlertRuleDeleted',
  description: 'A number is not watched any more. Its open alert is resolved.',
  payload: z.object(aRule),
  streams: whereItIs,
});

/** What is in the stream of the platform by itself need not be copied there. */
export const once = <Payload extends { propertyId: string | null }>(event: NewEvent<Payload>): NewEvent<Payload> => ({
  ...event,
  relayed: event.relayed && event.payload.propertyId !== null,
});
