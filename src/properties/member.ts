import { builder } from '../schema/builder.js';
import { PropertyRole } from './property.js';
import { visibleInvitations, visibleMembers } from './visible.js';

export const Member = builder.prismaNode('Membership', {
  name: 'Member',
  id: { field: 'id', description: 'The global id.' },
  description: 'Somebody who works at a property.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleMembers(actor)] }),
  select: { propertyId: true },
  fields: (t) => ({
    user: t.relation('user', { description: 'Who it is.' }),
    property: t.relation('property', { description: 'Where they work.' }),
    role: t.expose('role', { type: PropertyRole, description: 'What they may do there.' }),
    email: t.field({
      type: 'EmailAddress',
      nullable: true,
      description: 'The address that they sign in with, for managers and owners: null, with FORBIDDEN, for others.',
      authScopes: ({ propertyId }) => ({ at: { operation: 'Member.email', propertyId } }),
      select: { user: { select: { email: true } } },
      resolve: ({ user }) => user.email,
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when they work there.' }),
  }),
});

const InvitationStatus = builder.enumType('InvitationStatus', {
  description: 'What became of an invitation.',
  values: {
    OPEN: { description: 'Its link works.' },
    ACCEPTED: { description: 'It was followed: there is a member now.' },
    REVOKED: { description: 'It was taken back, or replaced by a newer one.' },
    EXPIRED: { description: 'Nobody followed it in time.' },
  } as const,
});

export const Invitation = builder.prismaNode('Invitation', {
  id: { field: 'id', description: 'The global id.' },
  description: 'An invitation to work at a property, for those who manage it.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleInvitations(actor)] }),
  fields: (t) => ({
    email: t.expose('email', { type: 'EmailAddress', description: 'Who was invited. Nobody else can accept it.' }),
    role: t.expose('role', { type: PropertyRole, description: 'What they will be.' }),
    property: t.relation('property', { description: 'Where they will work.' }),
    invitedBy: t.relation('invitedBy', {
      nullable: true,
      description: 'Who invited them. Null when that account is gone.',
    }),
    status: t.field({
      type: InvitationStatus,
      description: 'Whether it can still be accepted.',
      select: { acceptedAt: true, revokedAt: true, expiresAt: true },
      resolve({ acceptedAt, revokedAt, expiresAt }) {
        if (acceptedAt !== null) return 'ACCEPTED';
        if (revokedAt !== null) return 'REVOKED';
        return expiresAt <= new Date() ? 'EXPIRED' : 'OPEN';
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was sent.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be accepted.' }),
  }),
});
