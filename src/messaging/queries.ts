import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveCursorConnection } from '@pothos/plugin-relay';
import { User } from '../accounts/user.js';
import { actorOf, userOf } from '../context.js';
import type { Conversation as ConversationRow } from '../generated/prisma/client.js';
import { authorizeRead } from '../policy/authorize.js';
import { Property } from '../properties/property.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from '../schema/as-of.js';
import { builder } from '../schema/builder.js';
import { beside, ownPages } from '../schema/pages.js';
import { placeCursor, placeOf } from '../schema/place-cursor.js';
import { Conversation } from './conversation.js';
import { type ConversationFilter, conversationCount, conversationPage } from './conversation-list.js';
import { ConversationKind, ConversationStatus } from './enums.js';
import { readableConversation } from './readable-conversation.js';

builder.queryField('conversation', (t) =>
  t.prismaField({
    type: Conversation,
    description: 'A conversation by its id. NOT_FOUND when there is none, or one may not see it.',
    args: { id: t.arg.globalID({ for: Conversation, required: true, description: 'Which conversation.' }) },
    async resolve(query, _root, { id: { id } }, context) {
      const actor = actorOf(context);
      const { database } = context.app;
      const { conversation, about } = await readableConversation(database, actor, id);
      authorizeRead(actor, 'conversation', about);
      const isWhole = Object.keys(query).length === 0;
      return isWhole ? conversation : database.prisma.conversation.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
);

const Filter = builder.inputType('ConversationFilter', {
  description: 'Which conversations. What is left out does not matter.',
  fields: (t) => ({
    propertyId: t.globalID({ for: Property, description: 'Those of this property.' }),
    kinds: t.field({ type: [ConversationKind], description: 'Those of one of these kinds.' }),
    statuses: t.field({ type: [ConversationStatus], description: 'Those in one of these states.' }),
    unread: t.boolean({ description: 'True: those with something unread. False: those without.' }),
    mine: t.boolean({ description: 'True: those that I take part in, and not the others of where I work.' }),
    assigneeId: t.globalID({
      for: User,
      description: 'Those that this person takes care of. Null: nobody does. For those who work there.',
    }),
    label: t.string({ description: 'Those with this label. For those who work there.' }),
    search: t.string({ description: 'Those with this text in their subject, or in the name of who takes part.' }),
  }),
});

builder.queryField('conversations', (t) =>
  t.connection(
    {
      type: Conversation,
      description: 'The conversations that I may see, what came last first: mine, and those of where I work.',
      extensions: ownPages('oldest'),
      args: { filter: t.arg({ type: Filter, description: 'Which ones.' }) },
      async resolve(_root, { filter, ...args }, context, info) {
        const me = userOf(context);
        const { prisma } = context.app.database;
        await asOf(context, streamOf.user(me.id));
        const { assigneeId, propertyId, ...others } = filter ?? {};
        const wanted: ConversationFilter = {
          ...others,
          propertyId: propertyId?.id,
          assigneeId: assigneeId === null ? null : assigneeId?.id,
        };
        const query = queryFromInfo({ context, info, paths: [['nodes'], ['edges', 'node']] });
        const page = await resolveCursorConnection<Promise<ConversationRow[]>>(
          { args, toCursor: (row) => placeCursor({ at: row.lastActivityAt, id: row.id }) },
          async ({ before, after, limit, inverted }) => {
            const places = { before: placeOf(before), after: placeOf(after), limit, inverted };
            const ids = await prisma.$queryRaw<Array<{ id: string }>>(conversationPage(me, wanted, places));
            const rows = await prisma.conversation.findMany({
              ...(query as object),
              where: { id: { in: ids.map(({ id }) => id) } },
            });
            const byId = new Map(rows.map((row) => [row.id, row]));
            return ids.flatMap(({ id }) => byId.get(id) ?? []);
          },
        );
        return { ...page, wanted };
      },
    },
    {
      name: 'ConversationConnection',
      fields: (c) => ({
        totalCount: c.int({
          description: 'How many there are in all, on whichever page.',
          complexity: 1,
          async resolve(page, _args, context) {
            const { wanted } = beside<{ wanted: ConversationFilter }>(page);
            const [row] = await context.app.database.prisma.$queryRaw<Array<{ count: number }>>(
              conversationCount(userOf(context), wanted),
            );
            return row?.count ?? 0;
          },
        }),
        asOf: c.field({
          type: 'EventCursor',
          description: `${asOfDescription} The feed is \`viewerEvents\`.`,
          resolve: (_page, _args, context) => asOf(context, streamOf.user(userOf(context).id)),
        }),
      }),
    },
    { name: 'ConversationEdge' },
  ),
);
