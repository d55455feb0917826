import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import type { OpenedSession } from './open-session.js';
import { signIn } from './sign-in.js';

export const User = builder.prismaNode('User', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A person, as others may see them.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'How they want to be called.' }),
  }),
});

export const Viewer = builder.prismaObject('User', {
  variant: 'Viewer',
  description: 'Me: what nobody else may see.',
  fields: (t) => ({
    user: t.variant(User, { description: 'Me, as others see me.' }),
    email: t.exposeString('email', { nullable: true, description: 'My e-mail address.' }),
  }),
});

builder.queryField('viewer', (t) =>
  t.prismaField({
    type: Viewer,
    nullable: true,
    description: 'Who I am. Null without signing in.',
    resolve: (query, _root, _args, { actor, app }) =>
      actor?.kind === 'user' ? app.database.prisma.user.findUnique({ ...query, where: { id: actor.id } }) : null,
  }),
);

const OpenSession = builder.objectRef<OpenedSession>('OpenSession').implement({
  description: 'A session that was just opened or refreshed, with its tokens. They are shown this once.',
  fields: (t) => ({
    accessToken: t.string({
      description: 'For the header `Authorization: Bearer …`. Valid for 15 minutes.',
      resolve: ({ access }) => access.token,
    }),
    refreshToken: t.exposeString('refreshToken', {
      description: 'Good for one `refreshSession`, which gives the next one.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the access token expires.',
      resolve: ({ access }) => access.expiresAt,
    }),
  }),
});

mutation('signIn', {
  description: 'Opens a session with an e-mail address and a password.',
  input: (t) => ({
    email: t.field({ type: 'EmailAddress', required: true, description: 'The address of the account.' }),
    password: t.string({ required: true, description: 'The password.' }),
  }),
  run: (context, input) => signIn(context, input),
  payload: (t) => ({
    session: t.field({
      type: OpenSession,
      nullable: true,
      description: 'The tokens.',
      resolve: ({ answer }) => answer,
    }),
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Who signed in.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.user.findUnique({ ...query, where: { id: answer.userId } }),
    }),
  }),
});
