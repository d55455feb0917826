import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { blockUser } from './block-user.js';
import { personOf } from './person-of.js';
import { unblockUser } from './unblock-user.js';
import { User } from './user.js';
import { Viewer } from './viewer.js';

builder.prismaObjectField(Viewer, 'blockedUsers', (t) =>
  t.prismaConnection({
    type: User,
    cursor: 'id',
    description: 'Whom I have blocked.',
    totalCount: ({ id }, _args, { app }) => app.database.prisma.userBlock.count({ where: { blockerId: id } }),
    resolve: (query, { id }, _args, { app }) =>
      app.database.prisma.user.findMany({
        ...query,
        where: { blocksReceived: { some: { blockerId: id } } },
        orderBy: { id: 'asc' },
      }),
  }),
);

mutation('blockUser', {
  description: 'Blocks somebody: they cannot write to me or start a conversation with me. They are not told.',
  idempotent: true,
  input: (t) => ({ userId: t.globalID({ for: User, required: true, description: 'Whom to block.' }) }),
  run: (context, input) => blockUser(context, { userId: input.userId.id }),
  payload: (t) => ({
    user: t.prismaField({
      type: User,
      nullable: true,
      description: 'Who is blocked.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});

mutation('unblockUser', {
  description: 'Lifts a block of mine.',
  idempotent: true,
  input: (t) => ({ userId: t.globalID({ for: User, required: true, description: 'Whom not to block any longer.' }) }),
  run: (context, input) => unblockUser(context, { userId: input.userId.id }),
  payload: (t) => ({
    user: t.prismaField({
      type: User,
      nullable: true,
      description: 'Who is not blocked any longer.',
      resolve: (query, { answer }, _args, context) => personOf(query, answer, context),
    }),
  }),
});
