import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { fanOut } from './fan-out.js';
import { typeDefs } from './schema.js';
import { answerPublish, mayRead, options, type PeerEvent, ready } from './shared.js';
import { verifyToken } from './token.js';
import { Topic } from './topic.js';

// As its documentation shows it: every subscriber executes every event.

const topic = new Topic();
const publish = await fanOut(options.redis, (stream, event) => topic.publish(stream, event));
const take = answerPublish(publish);
const http = createServer((request, response) => take(request, response) || response.writeHead(404).end());
const sockets = new WebSocketServer({
  server: http,
  path: '/graphql',
  perMessageDeflate: options.compressed ? { threshold: 128, serverNoContextTakeover: true } : false,
});
useServer<{ authorization?: string }, { user?: string }>(
  {
    schema: buildSchema(typeDefs),
    onConnect: ({ connectionParams, extra }) => {
      extra.user = verifyToken(connectionParams?.authorization);
      return true;
    },
    context: ({ extra }) => ({ user: extra.user }),
    roots: {
      subscription: {
        async *propertyEvents({ propertyId }: { propertyId: string }, { user }: { user: string }) {
          if (!mayRead(user, propertyId)) throw new Error('You may not read this.');
          for await (const event of topic.subscribe(propertyId)) yield { propertyEvents: event satisfies PeerEvent };
        },
      },
    },
  },
  sockets,
);
http.listen(options.port, '127.0.0.1', () => ready((http.address() as { port: number }).port));
