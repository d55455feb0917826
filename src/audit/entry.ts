import { encodeGlobalID } from '@pothos/plugin-relay';
import type { AuditOrigin, Prisma, AuditEntry as Row } from '../generated/prisma/client.js';
import { Property } from '../properties/property.js';
import { builder, type JsonValue } from '../schema/builder.js';
import { actorOfKey, EventActor } from '../schema/event.js';

export interface Entry extends Row {
  readonly from: Pick<AuditOrigin, 'address' | 'userAgent'> | undefined;
}

export const AuditOutcome = builder.enumType('AuditOutcome', {
  description: 'What came of it.',
  values: {
    DONE: { description: 'It was done.' },
    REFUSED: { description: 'They may not, and it was not done.' },
  } as const,
});

export const AuditEntry = builder.objectRef<Entry>('AuditEntry').implement({
  description:
    'Who did what to what, when and from where. Entries are added and never changed or removed, not even by the database: each carries the hash of all before it (`auditVerification`).',
  fields: (t) => ({
    id: t.id({ description: 'The id of the event, where there is one.', resolve: ({ id }) => id }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    actor: t.field({ type: EventActor, description: 'Who.', resolve: ({ actor }) => actorOfKey(actor) }),
    action: t.exposeString('action', {
      nullable: true,
      description: 'The mutation. Null for what Frontdesk does by itself.',
    }),
    event: t.exposeString('event', {
      nullable: true,
      description: 'The type of the event that came of it. Null for what was refused.',
    }),
    outcome: t.field({ type: AuditOutcome, description: 'What came of it.', resolve: ({ outcome }) => outcome }),
    nodeType: t.exposeString('nodeType', { nullable: true, description: 'To what: the name of its type.' }),
    nodeId: t.id({
      nullable: true,
      description: 'To what: its global id. It may be gone.',
      resolve: ({ nodeType, nodeId }) =>
        nodeType === null || nodeId === null ? null : encodeGlobalID(nodeType, nodeId),
    }),
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'Where. Null for what belongs to no property.',
      resolve: (query, { propertyId }, _args, { app }) =>
        propertyId === null ? null : app.database.prisma.property.findUnique({ ...query, where: { id: propertyId } }),
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was of that which changed. Personal data stand as `(not shown)`.',
      resolve: ({ before }) => named(before),
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What became of it.',
      resolve: ({ after }) => named(after),
    }),
    sessionId: t.id({
      nullable: true,
      description: 'By which session.',
      resolve: ({ sessionId }) => (sessionId === null ? null : encodeGlobalID('Session', sessionId)),
    }),
    requestId: t.exposeString('requestId', { nullable: true, description: 'By which request, as the logs call it.' }),
    address: t.string({
      nullable: true,
      description: 'From which address. Null once they were erased, or it was too long ago.',
      resolve: ({ from }) => from?.address ?? null,
    }),
    userAgent: t.string({
      nullable: true,
      description: 'With which program. Null like the address.',
      resolve: ({ from }) => from?.userAgent ?? null,
    }),
  }),
});

/** Columns by the names that the schema gives them. */
export function named(row: Prisma.JsonValue): JsonValue {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return null;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      (value ?? null) as JsonValue,
    ]),
  );
}
