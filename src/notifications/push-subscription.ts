import { z } from 'zod';
import { Viewer } from '../accounts/viewer.js';
import type { Actor } from '../actor.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { registerPushSubscription } from './register-push-subscription.js';
import { removePushSubscription } from './remove-push-subscription.js';

const own = (actor: Actor | null) => (actor?.kind === 'user' ? { userId: actor.id } : { id: { in: [] } });

const PushSubscription = builder.prismaNode('PushSubscription', {
  id: { field: 'id', description: 'The global id.' },
  description: 'A browser of mine that gets web push.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [own(actor)] }),
  fields: (t) => ({
    device: t.exposeString('device', { description: 'What it is called: `Firefox on Windows`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    lastSentAt: t.expose('lastSentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its push service last took something.',
    }),
  }),
});

builder.prismaObjectFields(Viewer, (t) => ({
  pushSubscriptions: t.relation('pushSubscriptions', {
    description: 'My browsers that get web push.',
    query: { orderBy: { id: 'asc' } },
  }),
  pushPublicKey: t.string({
    nullable: true,
    description: 'What a browser subscribes with (`applicationServerKey`). Null: there is no web push here.',
    resolve: (_user, _args, { app }) => app.config.vapid.publicKey ?? null,
  }),
}));

mutation('registerPushSubscription', {
  description:
    'From here on this browser gets web push. Registering it again is fine, and so is by somebody else: it is theirs then.',
  rules: z.looseObject({
    p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/, 'The key that the browser gave is expected.'),
    auth: z.string().regex(/^[\w-]{20,30}={0,2}$/, 'The secret that the browser gave is expected.'),
  }),
  input: (t) => ({
    endpoint: t.string({ required: true, description: 'Where its push service is: https, and public.' }),
    p256dh: t.string({ required: true, description: '`keys.p256dh` of the subscription.' }),
    auth: t.string({ required: true, description: '`keys.auth` of the subscription.' }),
  }),
  run: (context, input) => registerPushSubscription(context, input),
  payload: (t) => ({
    pushSubscription: t.prismaField({
      type: PushSubscription,
      nullable: true,
      description: 'The browser.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.pushSubscription.findUnique({ ...query, where: { id: answer.id } }),
    }),
  }),
});

mutation('removePushSubscription', {
  description: 'From here on a browser of mine gets nothing any more.',
  input: (t) => ({
    id: t.globalID({ for: PushSubscription, required: true, description: 'Which one.' }),
  }),
  run: (context, { id }) => removePushSubscription(context, id.id),
  payload: (t) => ({
    removedId: t.id({
      nullable: true,
      description: 'The global id that it had.',
      resolve: ({ answer }) => answer?.removedId ?? null,
    }),
  }),
});
