import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { revokeSession } from './revoke-session.js';
import { signOut } from './sign-out.js';
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
