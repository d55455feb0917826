import { z } from 'zod';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { changePassword } from './change-password.js';
import type { OpenedSession } from './open-session.js';
import { personOf } from './person-of.js';
import { personName } from './profile-rules.js';
import { reauthenticate } from './reauthenticate.js';
import { refreshSession } from './refresh-session.js';
import { signIn } from './sign-in.js';
import { signUp } from './sign-up.js';
import { Viewer } from './viewer.js';

const OpenSession = builder.objectRef<OpenedSession>('OpenSession').implement({
  description: 'A session that was just opened or refreshed, with its tokens. They are shown this once.',
  fields: (t) => ({
    accessToken: t.string({
      description: 'For the header `Authorization: Bearer …`. Valid for 15 minutes.',
      resolve: ({ access }) => access.token,
    }),
    refreshToken: t.exposeString('refreshToken', {
      description:
        'Good for one `refreshSession` within 30 days, which gives the next one. One that is used twice ends the session.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the access token expires.',
      resolve: ({ access }) => access.expiresAt,
    }),
  }),
});

mutation('signUp', {
  description: 'Makes an account, and opens its first session.',
  input: (t) => ({
    name: t.string({ required: true, description: 'How you want to be called: 1 to 100 characters.' }),
    email: t.field({ type: 'EmailAddress', required: true, description: 'The address to sign in with.' }),
    password: t.string({
      required: true,
      description: '10 to 128 characters, none of the common ones, and not with the e-mail address in it.',
    }),
  }),
  rules: z.object({ name: personName }),
  run: (context, input) => signUp(context, input),
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
      description: 'Who signed up.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

mutation('signIn', {
  description:
    'Opens a session with an e-mail address and a password. After too many wrong ones for an account, or from an address, it is refused for a while with a `RateLimitedError`.',
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
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

mutation('refreshSession', {
  description:
    'A fresh access token and the next refresh token. A refresh token is good for once: when it comes a second time, the session ends on every device that has it.',
  input: (t) => ({
    refreshToken: t.string({ required: true, description: 'The newest refresh token of the session.' }),
  }),
  run: (context, input) => refreshSession(context, input),
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
      description: 'Whose session it is.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

mutation('reauthenticate', {
  description:
    'Brings a fresh access token to a WebSocket connection that lives on: its subscriptions go on where they are. Over HTTP it tells whether the token is good.',
  input: (t) => ({
    accessToken: t.string({
      required: true,
      description: 'A fresh access token of the same person, without `Bearer`.',
    }),
  }),
  run: (context, input) => reauthenticate(context, input),
  payload: (t) => ({
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Whose token it is.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the connection is good now.',
      resolve: ({ answer }) => answer?.expiresAt,
    }),
  }),
});

mutation('changePassword', {
  description: 'Changes my password, and ends my sessions on all other devices.',
  input: (t) => ({
    currentPassword: t.string({ required: true, description: 'The password until now.' }),
    newPassword: t.string({
      required: true,
      description: '10 to 128 characters, none of the common ones, and not with the e-mail address in it.',
    }),
  }),
  run: (context, input) => changePassword(context, input),
  payload: (t) => ({
    viewer: t.prismaField({
      type: Viewer,
      nullable: true,
      description: 'Me.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
    endedSessions: t.int({
      nullable: true,
      description: 'How many other sessions that ended.',
      resolve: ({ answer }) => answer?.endedSessions,
    }),
  }),
});
