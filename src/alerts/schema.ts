import { z } from 'zod';
import { Property } from '../properties/property.js';
import { changed, changedToAny, name, text } from '../properties/rules.js';
import type { builder } from '../schema/builder.js';
import { mutation, type Outcome } from '../schema/mutation.js';
import { Alert, AlertComparison, AlertMetric, AlertRule, AlertSeverity } from './alert.js';
import './alert-lists.js';
import { createAlertRule, mostRules } from './create-alert-rule.js';
import { deleteAlertRule } from './delete-alert-rule.js';
import { acknowledgeAlert, resolveAlert } from './move-alert.js';
import { raiseAlert } from './raise-alert.js';
import { updateAlertRule } from './update-alert-rule.js';

type Types = typeof builder.$inferSchemaTypes;
type Fields<Answer> = PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Answer>>;

const alertPayload = (t: Fields<{ alertId: string }>) => ({
  alert: t.prismaField({
    type: Alert,
    nullable: true,
    description: 'The alert as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.alert.findUnique({ ...query, where: { id: answer.alertId } }),
  }),
});

const rulePayload = (t: Fields<{ alertRuleId: string }>) => ({
  alertRule: t.prismaField({
    type: AlertRule,
    nullable: true,
    description: 'The rule as it is now.',
    resolve: (query, { answer }, _args, { app }) =>
      answer && app.database.prisma.alertRule.findUnique({ ...query, where: { id: answer.alertRuleId } }),
  }),
});

mutation('raiseAlert', {
  description: 'Says that there is something to look at: everybody who works there is told.',
  idempotent: true,
  rules: z.object({ title: name, body: text(2_000).nullish() }),
  input: (t) => ({
    propertyId: t.globalID({
      for: Property,
      description: 'Where. On the whole platform when it is left out: for admins.',
    }),
    severity: t.field({ type: AlertSeverity, required: true, description: 'How bad it is.' }),
    title: t.string({ required: true, description: 'What it is about: 1 to 100 characters.' }),
    body: t.string({ description: 'More about it: up to 2,000 characters.' }),
  }),
  run: (context, { propertyId, ...input }) => raiseAlert(context, { ...input, propertyId: propertyId?.id ?? null }),
  payload: alertPayload,
});

mutation('acknowledgeAlert', {
  description: 'Says that one looks after an alert.',
  idempotent: true,
  versioned: true,
  input: (t) => ({ id: t.globalID({ for: Alert, required: true, description: 'Which alert.' }) }),
  run: (context, { id, expectedVersion }) => acknowledgeAlert(context, { alertId: id.id, expectedVersion }),
  payload: alertPayload,
});

mutation('resolveAlert', {
  description: 'Says that an alert is over. When its number is still what it must not be, there will be another one.',
  idempotent: true,
  versioned: true,
  input: (t) => ({ id: t.globalID({ for: Alert, required: true, description: 'Which alert.' }) }),
  run: (context, { id, expectedVersion }) => resolveAlert(context, { alertId: id.id, expectedVersion }),
  payload: alertPayload,
});

const threshold = z.number().min(-1e9, 'Too small.').max(1e9, 'Too large.');

mutation('createAlertRule', {
  description: `Watches a number of the dashboard: up to ${mostRules} for a property. For those who manage it.`,
  idempotent: true,
  rules: z.object({ name, threshold }),
  input: (t) => ({
    propertyId: t.globalID({
      for: Property,
      description: 'Where. On the whole platform when it is left out: for admins.',
    }),
    name: t.string({ required: true, description: 'What its alerts are called: 1 to 100 characters.' }),
    metric: t.field({ type: AlertMetric, required: true, description: 'Which number.' }),
    comparison: t.field({ type: AlertComparison, required: true, description: 'What it must not do …' }),
    threshold: t.float({ required: true, description: '… compared with this.' }),
    severity: t.field({ type: AlertSeverity, description: 'How bad that is. WARNING when it is left out.' }),
  }),
  run: (context, { propertyId, severity, ...input }) =>
    createAlertRule(context, { ...input, propertyId: propertyId?.id ?? null, severity: severity ?? 'WARNING' }),
  payload: rulePayload,
});

mutation('updateAlertRule', {
  description: 'Watches a number otherwise, or not for now: then its open alert is resolved.',
  versioned: true,
  rules: z.object({
    name: changed(name),
    comparison: changedToAny,
    threshold: changed(threshold),
    severity: changedToAny,
    enabled: changedToAny,
  }),
  input: (t) => ({
    id: t.globalID({ for: AlertRule, required: true, description: 'Which rule.' }),
    name: t.string({ description: 'What its alerts are called: 1 to 100 characters.' }),
    comparison: t.field({ type: AlertComparison, description: 'What the number must not do …' }),
    threshold: t.float({ description: '… compared with this.' }),
    severity: t.field({ type: AlertSeverity, description: 'How bad that is.' }),
    enabled: t.boolean({ description: 'False: not for now.' }),
  }),
  run: (context, { id, expectedVersion, ...changes }) => updateAlertRule(context, id.id, changes, expectedVersion),
  payload: rulePayload,
});

mutation('deleteAlertRule', {
  description: 'Watches a number no more. Its alerts stay in the list; the open one is resolved.',
  input: (t) => ({ id: t.globalID({ for: AlertRule, required: true, description: 'Which rule.' }) }),
  run: (context, { id }) => deleteAlertRule(context, id.id),
  payload: (t) => ({
    alertRuleId: t.globalID({
      nullable: true,
      description: 'The global id that it had.',
      resolve: ({ answer }) => answer && { type: AlertRule, id: answer.alertRuleId },
    }),
  }),
});
