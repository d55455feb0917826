import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveCursorConnection } from '@pothos/plugin-relay';
import { userOf } from '../context.js';
import { Fault } from '../errors.js';
import type { Message as MessageRow } from '../generated/prisma/client.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { ownPages } from '../schema/pages.js';
import { placeCursor, placeOf } from '../schema/place-cursor.js';
import { Conversation } from './conversation.js';
import { Message } from './message.js';
import { searchPage } from './search-page.js';

builder.queryField('searchMessages', (t) =>
  t.connection(
    {
      type: Message,
      description: 'Messages that I may see and that have these words, the newest first.',
      extensions: ownPages('oldest'),
      args: {
        query: t.arg.string({
          required: true,
          description: 'The words: all of them, “as a phrase” in quotes, either of two with “or”, not with a minus.',
        }),
        conversationId: t.arg.globalID({ for: Conversation, description: 'Those of this conversation.' }),
        propertyId: t.arg.globalID({ for: Property, description: 'Those of conversations of this property.' }),
      },
      async resolve(_root, { query: words, conversationId, propertyId, ...args }, context, info) {
        const me = userOf(context);
        const { prisma } = context.app.database;
        const text = words.replace(/[\0\p{Cs}]/gu, '').trim();
        if (text === '' || text.length > 200) throw new Fault('BAD_USER_INPUT', '`query` has 1 to 200 characters.');
        const wanted = { text, conversationId: conversationId?.id, propertyId: propertyId?.id };
        const query = queryFromInfo({ context, info, paths: [['nodes'], ['edges', 'node']] });
        return resolveCursorConnection<Promise<MessageRow[]>>(
          { args, toCursor: (row) => placeCursor({ at: row.createdAt, id: row.id }) },
          async ({ before, after, limit, inverted }) => {
            const places = { before: placeOf(before), after: placeOf(after), limit, inverted };
            const ids = await prisma.$queryRaw<Array<{ id: string }>>(searchPage(me, wanted, places));
            const rows = await prisma.message.findMany({
              ...(query as object),
              where: { id: { in: ids.map(({ id }) => id) } },
            });
            const byId = new Map(rows.map((row) => [row.id, row]));
            return ids.flatMap(({ id }) => byId.get(id) ?? []);
          },
        );
      },
    },
    { name: 'MessageSearchConnection' },
    { name: 'MessageSearchEdge' },
  ),
);
