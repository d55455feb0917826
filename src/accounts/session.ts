import { z } from 'zod';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { changePassword } from './change-password.js';
import type { OpenedSession } from './open-session.js';
import { personOf } from './person-of.js';
import { personName } from './profile-rules.js';
import { reauthenticate } from './reauthenticate.js';
import { refreshSession } from './refresh-session.js';
import { revokeSession } from './revoke-session.js';
import { signIn } from './sign-in.js';
import { signOut } from './sign-out.js';
import { signUp } from './sign-up.js';
import { Viewer } from './viewer.js';

export const Session = builder.prismaNode('Session', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A device that I am signed in on.',
  nullable: true,
  findUnique: (id, { actor }) => ({
    id,
    AND: [actor?.kind === 'user' ? { userId: actor.id } : { userId: { in: [] } }],
  }),
  fields: (t) => ({
    device: t.exposeString('device', { description: 'What it calls itself: “Firefox on Windows”.' }),
    address: t.exposeString('address', { description: 'The network address that it signed in from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it signed in.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      description: 'When it last came for fresh tokens.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it is over unless it comes for fresh tokens before.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was ended. Null until then.',
    }),
    current: t.boolean({
      description: 'Whether it is the one that asks.',
      resolve: ({ id }, _args, { actor }) => actor?.kind === 'user' && actor.sessionId === id,
    }),
  }),
});

builder.prismaObjectField(Viewer, 'sessions', (t) =>
  t.relatedConnection('sessions', {
    cursor: 'id',
    totalCount: true,
    description: 'Where I am signed in, the newest first. Sessions of another identity provider are not among them.',
    query: () => ({ where: { endedAt: null, expiresAt: { gt: new Date() } }, orderBy: { id: 'desc' } }),
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

mutation('signOut', {
  description: 'Ends this session: its tokens are worth nothing from here on, and what runs in it ends.',
  input: (t) => ({ everywhere: t.boolean({ defaultValue: false, description: 'End my sessions on all devices.' }) }),
  run: (context, input) => signOut(context, { everywhere: input.everywhere ?? false }),
  payload: (t) => ({
    endedSessions: t.int({
      nullable: true,
      description: 'How many sessions that ended.',
      resolve: ({ answer }) => answer?.endedSessions,
    }),
  }),
});

mutation('revokeSession', {
  description: 'Ends one of my sessions, on another device.',
  idempotent: true,
  input: (t) => ({ sessionId: t.globalID({ for: Session, required: true, description: 'The session to end.' }) }),
  run: (context, input) => revokeSession(context, { sessionId: input.sessionId.id }),
  payload: (t) => ({
    session: t.prismaField({
      type: Session,
      nullable: true,
      description: 'The session, which is over.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.session.findUnique({ ...query, where: { id: answer.sessionId } }),
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
