import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { User } from '../accounts/user.js';
import { authorizeRead } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { defaultPage, outmostPage, ownPages } from '../schema/pages.js';
import { AuditEntry, AuditOutcome, type Entry } from './entry.js';
import { entriesWhere } from './find-entries.js';
import { readEntries } from './read-entries.js';
import { type Verification, verifyAudit } from './verify.js';

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Which entries. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    actorId: t.globalID({ for: User, description: 'What this person did.' }),
    actions: t.stringList({ description: 'One of these mutations, or types of events: `confirmBooking`.' }),
    nodeId: t.globalID({
      description: 'What names this: of a booking also its payments, its orders and whoever is assigned to it.',
    }),
    outcome: t.field({ type: AuditOutcome, description: 'Only what was done, or what was refused.' }),
    from: t.field({ type: 'DateTime', description: 'Not before this.' }),
    to: t.field({ type: 'DateTime', description: 'Before this.' }),
  }),
});

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEntry,
      description:
        'The audit trail of a property, for its owners; without a property everything, for platform admins. The newest first. As CSV or JSON lines it is at `/audit/export`.',
      extensions: ownPages('oldest'),
      args: {
        propertyId: t.arg.globalID({
          for: Property,
          description: 'Which property. All, and the platform, when it is left out.',
        }),
        filter: t.arg({ type: AuditFilter, description: 'Which entries.' }),
      },
      resolve: (_root, { propertyId, filter, ...args }, { actor, app }) => {
        authorizeRead(actor, 'auditLog', { propertyId: propertyId?.id ?? null });
        const { actorId, nodeId, ...rest } = filter ?? {};
        const where = entriesWhere(propertyId?.id, { ...rest, actorId: actorId?.id, nodeId: nodeId?.id });
        return resolveCursorConnection(
          { args, defaultSize: defaultPage, maxSize: outmostPage, toCursor: ({ place }: Entry) => `${place}` },
          ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<Entry[]> =>
            readEntries(
              app.database,
              { AND: [where, { place: { ...placeOf('lt', after), ...placeOf('gt', before) } }] },
              { orderBy: { place: inverted ? 'asc' : 'desc' }, take: limit },
            ),
        );
      },
    },
    { name: 'AuditLogConnection' },
    { name: 'AuditLogEdge' },
  ),
);

const placeOf = (side: 'lt' | 'gt', cursor: string | undefined) =>
  cursor !== undefined && /^\d{1,18}$/.test(cursor) ? { [side]: BigInt(cursor) } : {};

const AuditHead = builder.objectRef<{ sequence: number; hash: string }>('AuditHead').implement({
  description: 'The end of a chain. Noted elsewhere, it proves later that nothing before it was changed or cut off.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', { description: 'How many entries it is of.' }),
    hash: t.exposeString('hash', { description: 'SHA-256 of the last entry and of the hash before it, hexadecimal.' }),
  }),
});

const AuditVerification = builder.objectRef<Verification>('AuditVerification').implement({
  description: 'Whether the audit trail is as it was written.',
  fields: (t) => ({
    intact: t.boolean({
      description: 'Whether each entry that was looked at is what it was when it was sealed, and none is missing.',
      resolve: ({ brokenAt }) => brokenAt === null,
    }),
    brokenAt: t.exposeInt('brokenAt', {
      nullable: true,
      description: 'The number of the first entry that was changed or removed.',
    }),
    checked: t.exposeInt('checked', { description: 'How many entries were looked at: up to 10,000 in one go.' }),
    next: t.exposeInt('next', { nullable: true, description: 'Give it as `after` to go on. Null: that was all.' }),
    head: t.field({
      type: AuditHead,
      nullable: true,
      description: 'The last entry that was looked at. Null where there are none.',
      resolve: ({ head }) => head,
    }),
    unsealed: t.exposeInt('unsealed', {
      description: 'Entries that have no place in the chain yet: those of the last second.',
    }),
  }),
});

builder.queryField('auditVerification', (t) =>
  t.field({
    type: AuditVerification,
    description:
      'Computes the chain of the audit trail of a property anew, or that of what belongs to no property, and says whether somebody has changed it.',
    complexity: { field: 100, multiplier: 1 },
    args: {
      propertyId: t.arg.globalID({
        for: Property,
        description: 'Which property. That of the platform when it is left out.',
      }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'Go on behind this entry.' }),
    },
    resolve: (_root, { propertyId, after }, { actor, app }) => {
      authorizeRead(actor, 'auditVerification', { propertyId: propertyId?.id ?? null });
      return verifyAudit(app.database, propertyId?.id ?? null, Math.max(0, after));
    },
  }),
);
