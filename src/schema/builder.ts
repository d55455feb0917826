import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Context } from '../context.js';
import { Fault } from '../errors.js';
import type PrismaTypes from '../generated/pothos-types.js';
import { getDatamodel } from '../generated/pothos-types.js';
import { may, type Operation, type Subject } from '../policy/authorize.js';
import { defaultPage, outmostPage } from './pages.js';
import './plugin.js';
import { relayOptions } from './relay.js';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export interface SchemaTypes {
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  AuthScopes: {
    /** Fields and types that need a right at a property, by the line of the policy. */
    at: { operation: Operation; propertyId: string | null };
    /** Those that depend on more than the property. */
    about: { operation: Operation; subject: Subject };
    /** What belongs to one person. */
    self: string;
  };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Date: { Input: string; Output: string };
    SlotTime: { Input: string; Output: string };
    EventCursor: { Input: string; Output: string };
    EmailAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
    JSON: { Input: JsonValue; Output: JsonValue };
  };
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: ['frontdesk', ScopeAuthPlugin, RelayPlugin, PrismaPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: (context) => ({
      at: ({ operation, propertyId }) => may(context.actor, operation, { propertyId }),
      about: ({ operation, subject }) => may(context.actor, operation, subject),
      self: (userId) => context.actor?.kind === 'user' && context.actor.id === userId,
    }),
    unauthorizedError: () => new Fault('FORBIDDEN'),
  },
  relay: relayOptions,
  prisma: {
    client: (context) => context.app.database.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: false,
    filterConnectionTotalCount: true,
    onUnusedQuery: 'error',
    maxConnectionSize: outmostPage,
    defaultConnectionSize: defaultPage,
  },
  // Only its count is used (cost.ts): it is refused before execution, on every transport alike.
  complexity: { disabled: true },
});
