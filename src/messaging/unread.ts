import { Viewer } from '../accounts/viewer.js';
import { builder } from '../schema/builder.js';

interface UnreadCounts {
  conversations: number;
  messages: number;
}

const Unread = builder.objectRef<UnreadCounts>('Unread').implement({
  description: 'What waits for me.',
  fields: (t) => ({
    conversations: t.exposeInt('conversations', {
      description: 'Conversations that I take part in, with something that I have not read.',
    }),
    messages: t.exposeInt('messages', { description: 'Messages in them that I have not read.' }),
  }),
});

builder.prismaObjectField(Viewer, 'unread', (t) =>
  t.field({
    type: Unread,
    description: 'What waits for me. From there on `ConversationUnreadChanged` tells each change.',
    resolve: async ({ id }, _args, { app }) => {
      const [counts] = await app.database.query<UnreadCounts>(statement, [id]);
      return counts ?? { conversations: 0, messages: 0 };
    },
  }),
);

// Watermarks alone: no message is counted.
const statement = `
  SELECT count(*)::int AS conversations, coalesce(sum(c.last_sequence - p.read_sequence), 0)::int AS messages
  FROM participant p JOIN conversation c ON c.id = p.conversation_id
  WHERE p.user_id = $1::uuid AND p.read_sequence < c.last_sequence AND (p.role <> 'STAFF' OR EXISTS (
    SELECT 1 FROM membership w WHERE w.property_id = c.property_id AND w.user_id = p.user_id))`;
