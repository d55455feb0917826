import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { contextOf, type ReadingContext, ready, schema } from './reading-schema.js';

const server = new ApolloServer<ReadingContext>({ schema });
const { url } = await startStandaloneServer(server, {
  context: ({ req }) => contextOf(req.headers.authorization),
  listen: { port: 0, host: '127.0.0.1' },
});
ready(Number(new URL(url).port));
