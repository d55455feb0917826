import SchemaBuilder from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import { PrismaPg } from '@prisma/adapter-pg';
import { jwtVerify } from 'jose';
import type PrismaTypes from '../../../src/generated/pothos-types.js';
import { getDatamodel } from '../../../src/generated/pothos-types.js';
import { PrismaClient } from '../../../src/generated/prisma/client.js';

// Reading a page as the documentation of Pothos and Prisma would write it: a node, a connection, a where with the rights.

const { databaseUrl, secret }: { databaseUrl: string; secret: string } = JSON.parse(process.argv[2] ?? '{}');
export const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 16 }) });

export interface ReadingContext {
  userId: string;
}

const key = new TextEncoder().encode(secret);

/** A token, its session and what its person may do, as Frontdesk asks for each request. */
export async function contextOf(authorization: string | null | undefined): Promise<ReadingContext> {
  const { payload } = await jwtVerify((authorization ?? '').replace('Bearer ', ''), key);
  const session = await prisma.session.findUnique({
    where: { id: String(payload.sid) },
    include: { user: { include: { memberships: true } } },
  });
  if (session === null || session.endedAt !== null || session.user.status !== 'ACTIVE')
    throw new Error('Sign in first.');
  return { userId: session.userId };
}

const builder = new SchemaBuilder<{
  PrismaTypes: PrismaTypes;
  Context: ReadingContext;
  DefaultFieldNullability: false;
  Scalars: { DateTime: { Input: Date; Output: Date } };
}>({
  plugins: [RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  relay: { nodesOnConnection: true },
  prisma: { client: prisma, dmmf: getDatamodel() },
  // Not used here: the types of Frontdesk's own builder ask for it wherever they are seen.
  scopeAuth: { authScopes: () => ({}) },
});

builder.scalarType('DateTime', { serialize: (value) => value.toISOString() });
builder.prismaNode('User', { id: { field: 'id' }, fields: (t) => ({ name: t.exposeString('name') }) });
builder.prismaNode('Message', {
  id: { field: 'id' },
  fields: (t) => ({
    sequence: t.exposeInt('sequence'),
    body: t.exposeString('body'),
    senderKind: t.exposeString('senderKind'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    sender: t.relation('sender', { nullable: true }),
  }),
});
builder.prismaNode('Conversation', {
  id: { field: 'id' },
  fields: (t) => ({
    subject: t.exposeString('subject', { nullable: true }),
    lastSequence: t.exposeInt('lastSequence'),
    messages: t.relatedConnection('messages', { cursor: 'id', query: { orderBy: { sequence: 'asc' } } }),
  }),
});
builder.queryType({
  fields: (t) => ({
    conversation: t.prismaField({
      type: 'Conversation',
      nullable: true,
      args: { id: t.arg.globalID({ required: true }) },
      resolve: (query, _root, { id }, { userId }) =>
        prisma.conversation.findFirst({ ...query, where: { id: id.id, participants: { some: { userId } } } }),
    }),
  }),
});

export const schema = builder.toSchema();

export function ready(port: number): void {
  process.send?.({ port });
  process.on('disconnect', () => process.exit(0));
}
