import { User } from '../accounts/user.js';
import { builder } from '../schema/builder.js';
import { Message } from './message.js';

interface Receipt {
  userId: string;
  readAt: Date | null;
  deliveredAt: Date | null;
}

const Receipt = builder.objectRef<Receipt>('Receipt').implement({
  description: 'When a message reached somebody.',
  fields: (t) => ({
    user: t.prismaField({
      type: User,
      description: 'Whom.',
      resolve: (query, { userId }, _args, { app }) =>
        app.database.prisma.user.findUniqueOrThrow({ ...query, where: { id: userId } }),
    }),
    deliveredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it arrived on a device of theirs. Null when that is not known.',
      resolve: ({ deliveredAt }) => deliveredAt,
    }),
    readAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When they read it. Null when they have not yet.',
      resolve: ({ readAt }) => readAt,
    }),
  }),
});

builder.prismaObjectField(Message, 'receipts', (t) =>
  t.field({
    type: [Receipt],
    description:
      'Whom it reached and when, without its sender and those who keep it to themselves. For one message at a time: of a whole list, `Participant.readSequence` says it at once.',
    complexity: 20,
    resolve: async ({ id }, _args, { app }) => {
      const rows = await app.database.query<{ user_id: string; read_at: Date | null; delivered_at: Date | null }>(
        reached,
        [id],
      );
      return rows.map((row) => ({ userId: row.user_id, readAt: row.read_at, deliveredAt: row.delivered_at }));
    },
  }),
);

// What somebody answered they had read, whether or not they said so.
const reached = `
  SELECT user_id, read_at, least(delivered_at, read_at) AS delivered_at FROM (
    SELECT p.user_id::text AS user_id,
      least(
        (SELECT min(r.at) FROM receipt r WHERE r.conversation_id = p.conversation_id AND r.user_id = p.user_id
          AND r.kind = 'READ' AND r.sequence >= m.sequence),
        (SELECT o.created_at FROM message o WHERE o.conversation_id = p.conversation_id AND o.sender_id = p.user_id
          AND o.sequence > m.sequence ORDER BY o.sequence LIMIT 1)) AS read_at,
      (SELECT min(r.at) FROM receipt r WHERE r.conversation_id = p.conversation_id AND r.user_id = p.user_id
        AND r.kind = 'DELIVERED' AND r.sequence >= m.sequence) AS delivered_at
    FROM message m JOIN participant p ON p.conversation_id = m.conversation_id
      LEFT JOIN user_settings s ON s.user_id = p.user_id
    WHERE m.id = $1::uuid AND p.user_id IS DISTINCT FROM m.sender_id AND coalesce(s.read_receipts, true)
      AND p.delivered_sequence >= m.sequence
  ) known WHERE read_at IS NOT NULL OR delivered_at IS NOT NULL ORDER BY read_at NULLS LAST, user_id`;
