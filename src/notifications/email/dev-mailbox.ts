import { builder } from '../../schema/builder.js';

const DevMail = builder.prismaObject('DevMail', {
  description: 'A mail that would have been sent if there were a mail server.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its own id, in this mailbox alone.' }),
    to: t.exposeString('to', { description: 'The address.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    html: t.exposeString('html', { description: 'The mail as HTML. Show it in a sandbox.' }),
    text: t.exposeString('text', { description: 'The same as plain text.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it would have been sent.' }),
  }),
});

builder.queryField('devMailbox', (t) =>
  t.prismaConnection(
    {
      type: DevMail,
      cursor: 'id',
      description:
        'Mail that went nowhere because SMTP_URL is not set, the newest first: the last 500. For administrators.',
      args: { to: t.arg({ type: 'EmailAddress', description: 'Only mail to this address.' }) },
      totalCount: (_root, { to }, { app }) => app.database.prisma.devMail.count({ where: to == null ? {} : { to } }),
      resolve: (query, _root, { to }, { app }) =>
        app.database.prisma.devMail.findMany({
          ...query,
          where: to == null ? {} : { to },
          orderBy: { id: 'desc' },
        }),
    },
    { name: 'DevMailConnection' },
    { name: 'DevMailEdge' },
  ),
);
