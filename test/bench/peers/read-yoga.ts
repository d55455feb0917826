import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga } from 'graphql-yoga';
import { contextOf, ready, schema } from './reading-schema.js';

const yoga = createYoga({
  schema,
  logging: false,
  graphiql: false,
  context: ({ request }) => contextOf(request.headers.get('authorization')),
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
