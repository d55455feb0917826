import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { fanOut } from './fan-out.js';
import { typeDefs } from './schema.js';
import { answerPublish, mayRead, options, type PeerEvent, ready } from './shared.js';
import { verifyToken } from './token.js';

// As the documentation of Yoga shows subscriptions over graphql-ws: its pub/sub, and its envelop for each operation.

const topic = createPubSub<{ events: [stream: string, event: PeerEvent] }>();
const publish = await fanOut(options.redis, (stream, event) => topic.publish('events', stream, event));
const yoga = createYoga({
  logging: false,
  schema: createSchema<{ user: string }>({
    typeDefs,
    resolvers: {
      Subscription: {
        propertyEvents: {
          subscribe: (_root: unknown, { propertyId }: { propertyId: string }, { user }: { user: string }) => {
            if (!mayRead(user, propertyId)) throw new Error('You may not read this.');
            return topic.subscribe('events', propertyId);
          },
          resolve: (event: PeerEvent) => event,
        },
      },
    },
  }),
});
const take = answerPublish(publish);
const http = createServer((request, response) => take(request, response) || yoga(request, response));
const sockets = new WebSocketServer({
  server: http,
  path: '/graphql',
  perMessageDeflate: options.compressed ? { threshold: 128, serverNoContextTakeover: true } : false,
});
type Enveloped = ReturnType<typeof yoga.getEnveloped>;
useServer<{ authorization?: string }, { user?: string }>(
  {
    execute: (args) => (args.rootValue as Enveloped).execute(args),
    subscribe: (args) => (args.rootValue as Enveloped).subscribe(args),
    onConnect: ({ connectionParams, extra }) => {
      extra.user = verifyToken(connectionParams?.authorization);
      return true;
    },
    onSubscribe: async ({ extra }, _id, params) => {
      const enveloped = yoga.getEnveloped({ ...extra, params });
      const args = {
        schema: enveloped.schema,
        operationName: params.operationName,
        document: enveloped.parse(params.query),
        variableValues: params.variables,
        contextValue: { ...(await enveloped.contextFactory()), user: extra.user },
        rootValue: enveloped,
      };
      const errors = enveloped.validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);
http.listen(options.port, '127.0.0.1', () => ready((http.address() as { port: number }).port));
