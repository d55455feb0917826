import { authorize } from '../policy/authorize.js';
import { builder } from '../schema/builder.js';
import { visibleUser } from './visible-users.js';

export const User = builder.prismaNode('User', {
  id: { field: 'id', description: 'The global id.' },
  description:
    'A person, as others may see them: themselves, who works at the same property, and platform admins. Anybody else is not found.',
  nullable: true,
  findUnique: (id, { actor }) => visibleUser(id, actor),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'How they want to be called. “Erased user” for who left.' }),
    avatarUrl: t.expose('avatarUrl', { type: 'URL', nullable: true, description: 'Their picture, if they have one.' }),
  }),
});

export const Viewer = builder.prismaObject('User', {
  variant: 'Viewer',
  description: 'Me: what nobody else may see.',
  fields: (t) => ({
    user: t.variant(User, { description: 'Me, as others see me.' }),
    email: t.exposeString('email', {
      nullable: true,
      description: 'My e-mail address. Null when another identity provider keeps it to itself.',
    }),
    role: t.expose('role', { type: PlatformRole, description: 'My role on the platform.' }),
    hasPassword: t.boolean({
      description: 'Whether I sign in with a password here, and not through another identity provider.',
      select: { passwordHash: true },
      resolve: ({ passwordHash }) => passwordHash !== null,
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change of my profile: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when I have this account.' }),
  }),
});

export const PlatformRole = builder.enumType('PlatformRole', {
  description: 'What somebody is on the whole platform, beside their roles at properties.',
  values: {
    USER: { description: 'Everybody.' },
    ADMIN: { description: 'Sees and helps with every property.' },
    SUPER_ADMIN: { description: 'An admin who makes admins.' },
  } as const,
});

builder.queryField('viewer', (t) =>
  t.prismaField({
    type: Viewer,
    nullable: true,
    description: 'Who I am. Null without signing in, and for service keys.',
    resolve(query, _root, _args, { actor, app }) {
      authorize(actor, 'viewer');
      if (actor?.kind !== 'user') return null;
      return app.database.prisma.user.findUnique({ ...query, where: { id: actor.id } });
    },
  }),
);
