import { builder } from '../schema/builder.js';
import { Invitation, Member } from './member.js';
import { Property, PropertyRole } from './property.js';

builder.prismaObjectFields(Property, (t) => ({
  members: t.relatedConnection('memberships', {
    type: Member,
    cursor: 'id',
    nullable: true,
    totalCount: true,
    description: 'Who works there, owners first. Null, with FORBIDDEN, for those who do not.',
    authScopes: ({ id }) => ({ at: { operation: 'Property.members', propertyId: id } }),
    args: {
      roles: t.arg({ type: [PropertyRole], description: 'Only members with one of these roles.' }),
    },
    query: ({ roles }) => ({
      ...(roles != null && { where: { role: { in: roles } } }),
      orderBy: [{ role: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    }),
  }),
  invitations: t.relatedConnection('invitations', {
    type: Invitation,
    cursor: 'id',
    nullable: true,
    totalCount: true,
    description: 'Who was invited, newest first. Null, with FORBIDDEN, for those who do not manage it.',
    authScopes: ({ id }) => ({ at: { operation: 'Property.invitations', propertyId: id } }),
    args: {
      open: t.arg.boolean({ description: 'True: only those that can still be accepted.' }),
    },
    query: ({ open }) => ({
      ...(open === true && { where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } } }),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
  }),
}));
