import { authorize } from '../policy/authorize.js';
import { builder } from '../schema/builder.js';
import { PlatformRole } from './platform-role.js';
import { User } from './user.js';

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

builder.queryField('viewer', (t) =>
  t.prismaField({
    type: Viewer,
    nullable: true,
    description: 'Who I am. Null without signing in, and for service keys.',
    resolve(query, _root, _args, { actor, app }) {
      authorize(actor, 'viewer');
      // Read in any case: Pothos takes a query that nobody reads for a mistake of ours.
      const wanted = { ...query };
      if (actor?.kind !== 'user') return null;
      return app.database.prisma.user.findUnique({ ...wanted, where: { id: actor.id } });
    },
  }),
);
