import fastify from 'fastify';
import mercurius from 'mercurius';
import { fanOut } from './fan-out.js';
import { typeDefs } from './schema.js';
import { mayRead, newEvent, options, type PeerEvent, ready } from './shared.js';
import { verifyToken } from './token.js';

const app = fastify({ logger: false, forceCloseConnections: true });
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    Subscription: {
      propertyEvents: {
        subscribe: async (_root: unknown, { propertyId }: { propertyId: string }, context) => {
          if (!mayRead((context as { user?: string }).user ?? '', propertyId))
            throw new Error('You may not read this.');
          return context.pubsub.subscribe(propertyId);
        },
      },
    },
  },
  subscription: {
    fullWsTransport: false,
    onConnect: ({ payload }) => ({ user: verifyToken((payload as { authorization: string }).authorization) }),
    context: () => ({}),
  },
});
let number = 0;
let publish: (stream: string, event: PeerEvent) => void = () => {};
app.post<{ Querystring: { stream: string } }>('/publish', async ({ query }) => {
  publish(query.stream, newEvent(++number));
  return {};
});
await app.ready();
publish = await fanOut(options.redis, (stream, event) => {
  app.graphql.pubsub.publish({ topic: stream, payload: { propertyEvents: event } });
});
await app.listen({ port: options.port, host: '127.0.0.1' });
ready((app.server.address() as { port: number }).port);
