import { resolveCursorConnection } from '@pothos/plugin-relay';
import { User } from '../accounts/user.js';
import { builder } from '../schema/builder.js';
import { beside, ownPages } from '../schema/pages.js';
import { placeCursor, placeOf } from '../schema/place-cursor.js';
import { inOrder } from './answer.js';
import { type ConnectionRow, toPlace } from './question.js';

const Transport = builder.enumType('ConnectionTransport', {
  description: 'How a connection speaks.',
  values: {
    WEBSOCKET: { value: 'websocket', description: 'GraphQL over WebSocket.' },
    SSE: { value: 'sse', description: 'One subscription as server-sent events.' },
  } as const,
});

const LiveSubscription = builder.objectRef<ConnectionRow['subscriptions'][number]>('LiveSubscription').implement({
  description: 'A subscription that runs.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `disconnect`.' }),
    feed: t.exposeString('feed', { description: 'The field that is subscribed to.' }),
    startedAt: t.field({
      type: 'DateTime',
      description: 'Since when.',
      resolve: ({ startedAt }) => new Date(startedAt),
    }),
  }),
});

const LiveConnection = builder.objectRef<ConnectionRow>('LiveConnection').implement({
  description: 'A WebSocket or a stream over SSE that is open.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `disconnect`.' }),
    nodeId: t.exposeID('nodeId', { description: 'The node that it is open on.' }),
    transport: t.field({ type: Transport, description: 'How it speaks.', resolve: ({ transport }) => transport }),
    user: t.prismaField({
      type: User,
      nullable: true,
      description: 'Whose it is. Null: nobody signed in, or a program did.',
      resolve: (query, { userId }, _args, { app }) =>
        userId === null ? null : app.database.prisma.user.findUnique({ ...query, where: { id: userId } }),
    }),
    sessionId: t.field({
      type: 'ID',
      nullable: true,
      description: 'The session that it belongs to, for `disconnect`. Null where there is none of ours.',
      resolve: ({ sessionId }) => sessionId,
    }),
    serviceKeyId: t.field({
      type: 'ID',
      nullable: true,
      description: 'The service key of the program. Null: it is none.',
      resolve: ({ serviceKeyId }) => serviceKeyId,
    }),
    address: t.exposeString('address', { description: 'The network address of the client.' }),
    userAgent: t.exposeString('userAgent', { description: 'What the client calls itself.' }),
    connectedAt: t.field({
      type: 'DateTime',
      description: 'Since when.',
      resolve: ({ connectedAt }) => new Date(connectedAt),
    }),
    subscriptions: t.field({
      type: [LiveSubscription],
      description: 'What it follows.',
      resolve: ({ subscriptions }) => [...subscriptions],
    }),
  }),
});

const ConnectionFilter = builder.inputType('LiveConnectionFilter', {
  description: 'Which connections. What is left out does not matter; what is given must all be true.',
  fields: (t) => ({
    userId: t.globalID({ for: User, description: 'Those of this person.' }),
    nodeId: t.id({ description: 'Those on this node.' }),
    feed: t.string({ description: 'Those that follow this feed.' }),
  }),
});

builder.queryField('connections', (t) =>
  t.connection(
    {
      type: LiveConnection,
      description: 'Who is connected at this moment, on all nodes, the newest first. For platform admins.',
      extensions: ownPages('oldest'),
      args: { filter: t.arg({ type: ConnectionFilter, description: 'Which ones.' }) },
      async resolve(_root, { filter, ...args }, { app }) {
        const wanted = {
          userId: filter?.userId?.id,
          nodeId: filter?.nodeId == null ? undefined : String(filter.nodeId),
          feed: filter?.feed ?? undefined,
        };
        let [count, complete] = [0, true];
        const page = await resolveCursorConnection<Promise<ConnectionRow[]>>(
          { args, toCursor: ({ connectedAt, id }) => placeCursor({ at: new Date(connectedAt), id }) },
          async ({ before, after, limit, inverted }) => {
            const [first, last] = [toPlace(placeOf(after)), toPlace(placeOf(before))];
            const asked = { filter: wanted, after: first, before: last, limit, inverted };
            const all = await app.nodes.ask({ about: 'connections', page: asked });
            count = all.answers.reduce((sum, answer) => sum + answer.count, 0);
            ({ complete } = all);
            return inOrder(
              all.answers.flatMap(({ rows }) => rows),
              asked,
            );
          },
        );
        return { ...page, count, complete };
      },
    },
    {
      name: 'LiveConnectionConnection',
      fields: (c) => ({
        totalCount: c.int({
          description: 'How many there are in all, on whichever page.',
          resolve: (page) => beside<{ count: number }>(page).count,
        }),
        complete: c.boolean({
          description: 'False when a node did not answer within a second, or Redis is down: then not all are in it.',
          resolve: (page) => beside<{ complete: boolean }>(page).complete,
        }),
      }),
    },
    { name: 'LiveConnectionEdge' },
  ),
);
