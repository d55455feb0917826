import { Fault } from '../errors.js';
import { authorizeRead } from '../policy/authorize.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { personOf } from './person-of.js';
import { PlatformRole } from './platform-role.js';
import { setUserRole } from './set-user-role.js';
import { setUserStatus } from './set-user-status.js';
import { userTransitions } from './states.js';
import { User } from './user.js';
import { usersLike } from './users-query.js';
import { visibleUsers } from './visible-users.js';

const UserStatus = builder.enumType('UserStatus', {
  description: 'Whether somebody can sign in.',
  values: {
    ACTIVE: { description: 'They can.' },
    DISABLED: { description: 'An administrator has locked them out.' },
    ERASED: { description: 'They left, and nothing is kept of them.' },
  } as const,
});

export const Account = builder.prismaObject('User', {
  variant: 'Account',
  description: 'An account, as platform administrators see it.',
  fields: (t) => ({
    user: t.variant(User, { description: 'The person, as others see them.' }),
    id: t.globalID({ description: 'The global id of the person.', resolve: ({ id }) => ({ id, type: User }) }),
    name: t.exposeString('name', { description: 'How they want to be called.' }),
    email: t.exposeString('email', { nullable: true, description: 'Their address, if we know it.' }),
    role: t.expose('role', { type: PlatformRole, description: 'Their role on the platform.' }),
    status: t.expose('status', { type: UserStatus, description: 'Whether they can sign in.' }),
    allowedTransitions: t.field({
      type: [UserStatus],
      description: 'What `setUserStatus` can make of it.',
      resolve: ({ status }) => [...userTransitions[status]],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when they have the account.' }),
  }),
});

builder.queryField('users', (t) =>
  t.prismaConnection({
    type: Account,
    cursor: 'id',
    description: 'All accounts, the newest first. For platform administrators, and service keys with `accounts:read`.',
    args: {
      search: t.arg.string({ description: 'Those with this text in their name or address: at most 100 characters.' }),
      role: t.arg({ type: PlatformRole, description: 'Those with this role.' }),
      status: t.arg({ type: UserStatus, description: 'Those in this status.' }),
    },
    totalCount: (_root, args, { app, actor }) =>
      app.database.prisma.user.count({ where: { AND: [visibleUsers(actor), usersLike(args)] } }),
    resolve(query, _root, args, { app, actor }) {
      authorizeRead(actor, 'users');
      if ((args.search?.length ?? 0) > 100) throw new Fault('BAD_USER_INPUT', '`search` has at most 100 characters.');
      return app.database.prisma.user.findMany({
        ...query,
        where: { AND: [visibleUsers(actor), usersLike(args)] },
        orderBy: { id: 'desc' },
      });
    },
  }),
);

mutation('setUserStatus', {
  description:
    'Locks somebody out, or lets them in again. Locking out ends their sessions and streams at once. Administrators can be locked out by super admins alone.',
  idempotent: true,
  input: (t) => ({
    userId: t.globalID({ for: User, required: true, description: 'Whose account.' }),
    status: t.field({ type: UserStatus, required: true, description: '`ACTIVE` or `DISABLED`.' }),
  }),
  run: (context, { userId, status }) => setUserStatus(context, { userId: userId.id, status }),
  payload: (t) => ({
    account: t.prismaField({
      type: Account,
      nullable: true,
      description: 'The account, as it is now.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

mutation('setUserRole', {
  description: 'Makes somebody an administrator of the platform, or no longer. One super admin always remains.',
  idempotent: true,
  changesOwnRights: true,
  input: (t) => ({
    userId: t.globalID({ for: User, required: true, description: 'Whose account.' }),
    role: t.field({ type: PlatformRole, required: true, description: 'The role that they get.' }),
  }),
  run: (context, { userId, role }) => setUserRole(context, { userId: userId.id, role }),
  payload: (t) => ({
    account: t.prismaField({
      type: Account,
      nullable: true,
      description: 'The account, as it is now.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});
