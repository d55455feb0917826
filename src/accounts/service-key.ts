import { z } from 'zod';
import { authorizeRead, may } from '../policy/authorize.js';
import type { Scope as ScopeName } from '../policy/rule.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { createServiceKey } from './create-service-key.js';
import { personName } from './profile-rules.js';
import { revokeServiceKey } from './revoke-service-key.js';
import { User } from './user.js';

const scopeTexts: Record<ScopeName, string> = {
  'accounts:read': 'Read people.',
  'accounts:write': 'Change people.',
  'properties:read': 'Read properties with their members and settings.',
  'properties:write': 'Change properties.',
  'bookings:read': 'Read bookings, with who comes.',
  'bookings:write': 'Hold slots; make and change bookings.',
  'providers:read': 'Read guides, drivers and stylists.',
  'providers:write': 'Change guides, drivers and stylists.',
  'payments:read': 'Read payments and bills.',
  'payments:write': 'Make out, capture and refund payments.',
  'orders:read': 'Read orders.',
  'orders:write': 'Change menus; place and advance orders.',
  'messages:write': 'Write system messages into conversations.',
  'events:trigger': 'Send events to people, roles and properties.',
};

const Scope = builder.enumType('Scope', {
  description: 'What a service key may be used for.',
  values: Object.fromEntries(
    Object.entries(scopeTexts).map(([value, description]) => [
      value.replace(':', '_').toUpperCase(),
      { value: value as ScopeName, description },
    ]),
  ),
});

export const ServiceKey = builder.prismaNode('ServiceKey', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A key for a program that calls the API: `Authorization: Bearer fdk_…`. Its secret is shown once.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [may(actor, 'serviceKeys') ? {} : { id: { in: [] } }] }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for.' }),
    prefix: t.exposeString('prefix', { description: 'The first characters of the secret, to recognize it by.' }),
    scopes: t.field({
      type: [Scope],
      description: 'What it may be used for.',
      select: { scopes: true },
      resolve: ({ scopes }) => scopes as ScopeName[],
    }),
    property: t.relation('property', {
      nullable: true,
      description: 'The property that it is limited to. Null: all of them.',
    }),
    createdBy: t.relation('createdBy', { type: User, nullable: true, description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it ends. Null: never.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
  }),
});

builder.queryField('serviceKeys', (t) =>
  t.prismaConnection({
    type: ServiceKey,
    cursor: 'id',
    description: 'All service keys, the newest first. For platform administrators.',
    totalCount: (_root, _args, { app }) => app.database.prisma.serviceKey.count(),
    resolve(query, _root, _args, { app, actor }) {
      authorizeRead(actor, 'serviceKeys');
      return app.database.prisma.serviceKey.findMany({ ...query, orderBy: { id: 'desc' } });
    },
  }),
);

mutation('createServiceKey', {
  description: 'Makes a key for a program. Keep its secret: it is shown this once, and is not kept here.',
  input: (t) => ({
    name: t.string({ required: true, description: 'What it is for: 1 to 100 characters.' }),
    scopes: t.field({ type: [Scope], required: true, description: 'What it may be used for: at least one.' }),
    propertyId: t.globalID({
      for: Property,
      description: 'The property that it is limited to. Without one it reaches all of them.',
    }),
    expiresAt: t.field({ type: 'DateTime', description: 'When it ends. Without one it does not.' }),
  }),
  rules: z.object({ name: personName }),
  run: (context, { name, scopes, propertyId, expiresAt }) =>
    createServiceKey(context, { name, scopes, propertyId: propertyId?.id, expiresAt }),
  payload: (t) => ({
    secret: t.string({
      nullable: true,
      description: 'The key itself: `fdk_…`. It cannot be shown again.',
      resolve: ({ answer }) => answer?.secret,
    }),
    serviceKey: t.prismaField({
      type: ServiceKey,
      nullable: true,
      description: 'What is kept of it.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.serviceKey.findUnique({ ...query, where: { id: answer.serviceKeyId } }),
    }),
  }),
});

mutation('revokeServiceKey', {
  description: 'Ends a service key: its next request is refused.',
  idempotent: true,
  input: (t) => ({ serviceKeyId: t.globalID({ for: ServiceKey, required: true, description: 'The key to end.' }) }),
  run: (context, input) => revokeServiceKey(context, { serviceKeyId: input.serviceKeyId.id }),
  payload: (t) => ({
    serviceKey: t.prismaField({
      type: ServiceKey,
      nullable: true,
      description: 'The key, which is over.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.serviceKey.findUnique({ ...query, where: { id: answer.serviceKeyId } }),
    }),
  }),
});
