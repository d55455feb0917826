import { builder } from '../../schema/builder.js';
import type { Mail } from './template.js';

export const WrittenMail = builder.objectRef<Mail>('WrittenMail').implement({
  description: 'What a mail says.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: 'The subject: one line.' }),
    html: t.exposeString('html', { description: 'The mail as HTML. Show it in a sandbox.' }),
    text: t.exposeString('text', { description: 'The same as plain text.' }),
  }),
});
