import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import mercurius from 'mercurius';
import { contextOf, ready, schema } from './reading-schema.js';

const app = fastify({ logger: false });
app.register(mercurius, { schema, context: (request) => contextOf(request.headers.authorization) });
await app.listen({ port: 0, host: '127.0.0.1' });
ready((app.server.address() as AddressInfo).port);
