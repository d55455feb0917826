import { mutation } from '../schema/mutation.js';
import { acceptInvitation } from './accept-invitation.js';
import { changeMemberRole } from './change-member-role.js';
import { invitationToken } from './invitation-token.js';
import { inviteMember } from './invite-member.js';
import { Invitation, Member } from './member.js';
import { Property, PropertyRole } from './property.js';
import { removeMember } from './remove-member.js';
import { revokeInvitation } from './revoke-invitation.js';
import { visibleProperties } from './visible.js';

mutation('inviteMember', {
  description:
    'Invites somebody to work at a property. The answer is the same whether or not they have an account. Managers invite staff, owners anybody. An older open invitation of the same address ends.',
  idempotent: true,
  input: (t) => ({
    propertyId: t.globalID({ for: Property, required: true, description: 'Where.' }),
    email: t.field({ type: 'EmailAddress', required: true, description: 'Whom. Nobody else can accept.' }),
    role: t.field({ type: PropertyRole, required: true, description: 'As what.' }),
  }),
  run: (context, { propertyId, ...input }) => inviteMember(context, { ...input, propertyId: propertyId.id }),
  payload: (t) => ({
    invitation: t.prismaField({
      type: Invitation,
      nullable: true,
      description: 'The invitation.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.invitation.findUnique({ ...query, where: { id: answer.invitationId } }),
    }),
    token: t.string({
      nullable: true,
      description:
        'What `acceptInvitation` takes, to pass on as a link. It is shown here and nowhere else: only the same request with the same `idempotencyKey` shows it again.',
      resolve: ({ answer }, _args, { app }) => answer && invitationToken(app.config.auth.secret, answer.invitationId),
    }),
  }),
});

mutation('revokeInvitation', {
  description: 'Takes an open invitation back: its link is worth nothing from here on.',
  idempotent: true,
  input: (t) => ({
    id: t.globalID({ for: Invitation, required: true, description: 'Which invitation.' }),
  }),
  run: (context, { id }) => revokeInvitation(context, id.id),
  payload: (t) => ({
    invitation: t.prismaField({
      type: Invitation,
      nullable: true,
      description: 'The invitation as it is now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.invitation.findUnique({ ...query, where: { id: answer.invitationId } }),
    }),
  }),
});

mutation('acceptInvitation', {
  description: 'Makes you a member, by an invitation to the e-mail address of your account.',
  idempotent: true,
  changesOwnRights: true,
  input: (t) => ({
    token: t.string({ required: true, description: 'What the link of the invitation holds.' }),
  }),
  run: (context, { token }) => acceptInvitation(context, token),
  payload: (t) => ({
    member: t.prismaField({
      type: Member,
      nullable: true,
      description: 'You, as a member.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.membership.findUnique({ ...query, where: { id: answer.memberId } }),
    }),
  }),
});

mutation('changeMemberRole', {
  description: 'Gives a member another role. The last owner stays one.',
  versioned: true,
  changesOwnRights: true,
  input: (t) => ({
    id: t.globalID({ for: Member, required: true, description: 'Which member.' }),
    role: t.field({ type: PropertyRole, required: true, description: 'What they shall be.' }),
  }),
  run: (context, { id, ...change }) => changeMemberRole(context, { ...change, memberId: id.id }),
  payload: (t) => ({
    member: t.prismaField({
      type: Member,
      nullable: true,
      description: 'The member as they are now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.membership.findUnique({ ...query, where: { id: answer.memberId } }),
    }),
  }),
});

mutation('removeMember', {
  description:
    'Ends a membership, or your own. Everything that the person sees of the property ends within a second, and so do the invitations that they made. The last owner stays.',
  idempotent: true,
  changesOwnRights: true,
  input: (t) => ({
    id: t.globalID({ for: Member, required: true, description: 'Which member.' }),
  }),
  run: (context, { id }) => removeMember(context, id.id),
  payload: (t) => ({
    removedMemberId: t.globalID({
      nullable: true,
      description: 'The id that the member had.',
      resolve: ({ answer }) => answer && { type: Member, id: answer.memberId },
    }),
    property: t.prismaField({
      type: Property,
      nullable: true,
      description: 'Where they worked. Null when you may not see it any more.',
      resolve: (query, { answer }, _args, { actor, app }) =>
        answer &&
        app.database.prisma.property.findUnique({
          ...query,
          where: { id: answer.propertyId, AND: [visibleProperties(actor)] },
        }),
    }),
  }),
});
