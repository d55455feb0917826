import { User } from '../../accounts/user.js';
import type { Actor } from '../../actor.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { DeliveryStatus as Statuses } from '../../generated/prisma/enums.js';
import { may } from '../../policy/authorize.js';
import { builder } from '../../schema/builder.js';
import { mutation } from '../../schema/mutation.js';
import { loadDeliveries, parcelOf } from '../parcel.js';
import { mailFor } from './mail-for.js';
import { resendEmail } from './resend-email.js';
import { retryEmail } from './retry-email.js';
import { WrittenMail } from './written-mail.js';

export const DeliveryStatus = builder.enumType('EmailDeliveryStatus', {
  description: 'How a mail stands.',
  values: {
    [Statuses.WAITING]: { description: 'In the queue, for the first time or again.' },
    [Statuses.SENDING]: { description: 'On its way just now.' },
    [Statuses.SENT]: { description: 'The mail server took it, or it is in the dev mailbox.' },
    [Statuses.SKIPPED]: { description: 'Of no use any more: `problem` says why.' },
    [Statuses.DEAD]: { description: 'Given up: `problem` says why. `retryEmail` tries again.' },
  },
});

const mails = (actor: Actor | null): Prisma.DeliveryWhereInput =>
  may(actor, 'emailDeliveries') ? { channel: 'EMAIL' } : { id: { in: [] } };

export const EmailDelivery = builder.prismaNode('Delivery', {
  name: 'EmailDelivery',
  id: { field: 'id', description: 'The global id.' },
  description: 'A mail in the queue, or out of it. For administrators.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [mails(actor)] }),
  fields: (t) => ({
    status: t.expose('status', { type: DeliveryStatus, description: 'How it stands.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    problem: t.exposeString('problem', {
      nullable: true,
      description: 'What the last attempt came to, as a word: `SMTP_550`, `READ`. Null: nothing was wrong.',
    }),
    user: t.relation('user', { type: User, nullable: true, description: 'Whom it is for. Null for invitations.' }),
    template: t.string({
      description: 'The key of its template.',
      select: { notification: { select: { text: true } } },
      resolve: ({ notification }) => notification?.text ?? 'member.invited',
    }),
    preview: t.field({
      type: WrittenMail,
      nullable: true,
      description:
        'What it would say if it were sent now. Null for invitations: their links are for those invited alone.',
      select: { id: true },
      resolve: async ({ id }, _args, { app }) => {
        const [delivery] = await loadDeliveries(app.database, [id]);
        if (delivery?.notification == null) return null;
        return mailFor(app.database, await parcelOf(app, delivery));
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was queued.' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'While it is WAITING: when it is tried.' }),
    sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true, description: 'When it was sent.' }),
  }),
});

builder.queryField('emailDeliveries', (t) =>
  t.prismaConnection(
    {
      type: EmailDelivery,
      cursor: 'id',
      description: 'The queue of mail and what became of it, the newest first. For administrators.',
      args: {
        statuses: t.arg({ type: [DeliveryStatus], description: 'Only those that stand so.' }),
        userId: t.arg.globalID({ for: User, description: 'Only those for this person.' }),
      },
      totalCount: (_root, { statuses, userId }, { app }) =>
        app.database.prisma.delivery.count({ where: wanted(statuses, userId?.id) }),
      resolve: (query, _root, { statuses, userId }, { app }) =>
        app.database.prisma.delivery.findMany({
          ...query,
          where: wanted(statuses, userId?.id),
          orderBy: { id: 'desc' },
        }),
    },
    { name: 'EmailDeliveryConnection' },
    { name: 'EmailDeliveryEdge' },
  ),
);

const wanted = (
  statuses: Array<typeof DeliveryStatus.$inferType> | null | undefined,
  userId: string | undefined,
): Prisma.DeliveryWhereInput => ({
  channel: 'EMAIL',
  ...(statuses != null && { status: { in: statuses } }),
  ...(userId !== undefined && { userId }),
});

for (const { name, description, run } of [
  {
    name: 'retryEmail',
    description: 'Puts a mail that was given up, or that waits, to the front of the queue. For administrators.',
    run: retryEmail,
  },
  {
    name: 'resendEmail',
    description: 'Sends a mail that was sent once more, as a new one. For administrators.',
    run: resendEmail,
  },
] as const)
  mutation(name, {
    description,
    idempotent: true,
    input: (t) => ({ id: t.globalID({ for: EmailDelivery, required: true, description: 'Which mail.' }) }),
    run: (context, { id }) => run(context, id.id),
    payload: (t) => ({
      emailDelivery: t.prismaField({
        type: EmailDelivery,
        nullable: true,
        description: 'How it stands now.',
        resolve: (query, { answer }, _args, { app }) =>
          answer && app.database.prisma.delivery.findUnique({ ...query, where: { id: answer.deliveryId } }),
      }),
    }),
  });
