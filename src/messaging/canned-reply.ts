import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { mutation } from '../schema/mutation.js';
import { deleteCannedReply } from './delete-canned-reply.js';
import { cannedReplyRules } from './rules.js';
import { saveCannedReply } from './save-canned-reply.js';
import { visibleCannedReplies } from './visible.js';

const CannedReply = builder.prismaNode('CannedReply', {
  id: { field: 'id', description: 'The global id.' },
  description: 'An answer that a property gives often, for those who work there.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleCannedReplies(actor)] }),
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What colleagues find it by.' }),
    body: t.exposeString('body', { description: 'The text to send.' }),
    keyword: t.exposeString('keyword', {
      nullable: true,
      description: 'A guest’s message that has these words is answered with it by itself. Null: never.',
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change.' }),
  }),
});

builder.prismaObjectField(Property, 'cannedReplies', (t) =>
  t.relatedConnection('cannedReplies', {
    type: CannedReply,
    cursor: 'id',
    nullable: true,
    totalCount: true,
    description: 'Answers that are given often, by title. Null, with FORBIDDEN, for those who do not work there.',
    authScopes: ({ id }) => ({ at: { operation: 'Property.cannedReplies', propertyId: id } }),
    query: { orderBy: [{ title: 'asc' }, { id: 'asc' }] },
  }),
);

mutation('saveCannedReply', {
  description: 'Keeps an answer that is given often. The one of the same title gets another text.',
  rules: cannedReplyRules,
  input: (t) => ({
    propertyId: t.globalID({ for: Property, required: true, description: 'Where.' }),
    title: t.string({ required: true, description: 'What colleagues find it by: 1 to 200 characters.' }),
    body: t.string({ required: true, description: 'The text: 1 to 5,000 characters.' }),
    keyword: t.string({
      description: 'Words of a guest’s message that it shall answer by itself. Left out or null: none.',
    }),
  }),
  run: (context, { propertyId, ...input }) => saveCannedReply(context, { ...input, propertyId: propertyId.id }),
  payload: (t) => ({
    cannedReply: t.prismaField({
      type: CannedReply,
      nullable: true,
      description: 'The answer.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.cannedReply.findUnique({ ...query, where: { id: answer.cannedReplyId } }),
    }),
  }),
});

mutation('deleteCannedReply', {
  description: 'Forgets an answer that was given often.',
  idempotent: true,
  input: (t) => ({ id: t.globalID({ for: CannedReply, required: true, description: 'Which one.' }) }),
  run: (context, { id }) => deleteCannedReply(context, id.id),
  payload: (t) => ({
    deletedCannedReplyId: t.globalID({
      nullable: true,
      description: 'The id that it had.',
      resolve: ({ answer }) => answer && { type: CannedReply, id: answer.cannedReplyId },
    }),
  }),
});
