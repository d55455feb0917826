import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { countByProperty } from './count-by-property.js';
import { Invitation, Member } from './member.js';
import { Property, PropertyRole } from './property.js';

// Lists with `asOf` are read by themselves, and not with their property: the place in the feed has to be read before.
builder.prismaObjectFields(Property, (t) => ({
  members: t.prismaConnection(
    {
      type: Member,
      cursor: 'id',
      nullable: true,
      description: 'Who works there, owners first. Null, with FORBIDDEN, for those who do not.',
      authScopes: ({ id }) => ({ at: { operation: 'Property.members', propertyId: id } }),
      args: {
        roles: t.arg({ type: [PropertyRole], description: 'Only members with one of these roles.' }),
      },
      totalCount: ({ id }, { roles }, context) =>
        countByProperty(context, `members ${JSON.stringify(roles)}`, id, async (propertyId) => {
          const groups = await context.app.database.prisma.membership.groupBy({
            by: 'propertyId',
            where: { propertyId, ...(roles != null && { role: { in: roles } }) },
            _count: true,
          });
          return groups;
        }),
      resolve: async (query, { id }, { roles }, context) => {
        await asOf(context, streamOf.property(id));
        const members = await context.app.database.prisma.property.findUnique({ where: { id } }).memberships({
          ...query,
          ...(roles != null && { where: { role: { in: roles } } }),
          orderBy: [{ role: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        });
        return members ?? [];
      },
    },
    {
      name: 'MemberConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: asOfDescription,
          resolve: ({ parent }, _args, context) => asOf(context, streamOf.property((parent as { id: string }).id)),
        }),
      }),
    },
    { name: 'MemberEdge' },
  ),
  invitations: t.prismaConnection(
    {
      type: Invitation,
      cursor: 'id',
      nullable: true,
      description: 'Who was invited, newest first. Null, with FORBIDDEN, for those who do not manage it.',
      authScopes: ({ id }) => ({ at: { operation: 'Property.invitations', propertyId: id } }),
      args: {
        open: t.arg.boolean({ description: 'True: only those that can still be accepted.' }),
      },
      totalCount: ({ id }, { open }, context) =>
        countByProperty(context, `invitations ${open === true}`, id, async (propertyId) => {
          const groups = await context.app.database.prisma.invitation.groupBy({
            by: 'propertyId',
            where: { propertyId, ...(open === true && stillOpen()) },
            _count: true,
          });
          return groups;
        }),
      resolve: async (query, { id }, { open }, context) => {
        await asOf(context, streamOf.property(id));
        const invitations = await context.app.database.prisma.property.findUnique({ where: { id } }).invitations({
          ...query,
          ...(open === true && { where: stillOpen() }),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        });
        return invitations ?? [];
      },
    },
    {
      name: 'InvitationConnection',
      fields: (c) => ({
        asOf: c.field({
          type: 'EventCursor',
          description: asOfDescription,
          resolve: ({ parent }, _args, context) => asOf(context, streamOf.property((parent as { id: string }).id)),
        }),
      }),
    },
    { name: 'InvitationEdge' },
  ),
}));

const stillOpen = () => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } });
