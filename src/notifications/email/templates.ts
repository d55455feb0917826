import { z } from 'zod';
import type { Context } from '../../context.js';
import { Fault } from '../../errors.js';
import { authorizeRead } from '../../policy/authorize.js';
import { builder } from '../../schema/builder.js';
import { mutation } from '../../schema/mutation.js';
import { isTextKey, type Language, type TextKey } from '../catalog/catalog.js';
import { en } from '../catalog/en.js';
import { exampleValues, mailOf, namesFor, type Template, templateOf } from './template.js';
import { resetEmailTemplate, updateEmailTemplate } from './update-email-template.js';
import { WrittenMail } from './written-mail.js';

interface Shown extends Template {
  key: TextKey;
  language: Language;
  version: number;
  isDefault: boolean;
}

const Locale = builder.enumType('EmailLocale', {
  description: 'A language that mail is written in.',
  values: {
    EN: { value: 'en', description: 'English.' },
    KO: { value: 'ko', description: 'Korean.' },
  } as const satisfies Record<string, { value: Language; description: string }>,
});

const EmailTemplate = builder.objectRef<Shown>('EmailTemplate').implement({
  description: 'How a mail is written, with `{name}` for what it leaves open.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The text that it is of: `booking.confirmed`.' }),
    locale: t.field({ type: Locale, description: 'In which language.', resolve: ({ language }) => language }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    html: t.exposeString('html', { description: 'The mail as HTML: what stands for a name is escaped.' }),
    text: t.exposeString('text', { description: 'The same as plain text.' }),
    names: t.stringList({ description: 'The names that it may use.', resolve: ({ key }) => namesFor(key) }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Whether it is that of the catalog.' }),
    version: t.exposeInt('version', {
      description: 'Goes up with each change: for `expectedVersion`. 0: the default.',
    }),
    preview: t.field({
      type: WrittenMail,
      description: 'What it makes of examples.',
      resolve: ({ key, language, ...template }) => mailOf(template, exampleValues(namesFor(key)), language),
    }),
  }),
});

/** Those that people get mail by; the others are parts of them. */
const keys = Object.keys(en).filter(
  (key): key is TextKey => isTextKey(key) && key.includes('.') && !key.startsWith('mail.'),
);

const isKey = (key: string): key is TextKey => (keys as string[]).includes(key);

builder.queryField('emailTemplates', (t) =>
  t.field({
    type: [EmailTemplate],
    description: 'How each mail is written. For administrators.',
    complexity: { field: 1, multiplier: keys.length },
    args: {
      locale: t.arg({ type: Locale, required: true, defaultValue: 'en', description: 'In which language.' }),
      key: t.arg.string({ description: 'Only this one.' }),
    },
    resolve: async (_root, { locale, key }, { app }) => {
      const own = await app.database.prisma.emailTemplate.findMany({ where: { locale } });
      return keys
        .filter((each) => key == null || each === key)
        .map((each) =>
          shown(
            each,
            locale,
            own.find((row) => row.key === each),
          ),
        );
    },
  }),
);

function shown(key: TextKey, language: Language, own: (Template & { version: number }) | null | undefined): Shown {
  const { subject, html, text } = own ?? templateOf(key, language);
  return { key, language, subject, html, text, version: own?.version ?? 0, isDefault: own == null };
}

builder.queryField('emailPreview', (t) =>
  t.field({
    type: WrittenMail,
    description: 'What a template would make of examples, before it is kept. For administrators.',
    args: {
      key: t.arg.string({ required: true, description: 'The text that it is of: `booking.confirmed`.' }),
      locale: t.arg({ type: Locale, required: true, defaultValue: 'en', description: 'In which language.' }),
      subject: t.arg.string({ description: 'As it is, unless given.' }),
      html: t.arg.string({ description: 'As it is, unless given.' }),
      text: t.arg.string({ description: 'As it is, unless given.' }),
    },
    resolve: async (_root, { key, locale, subject, html, text }, { actor, app }) => {
      authorizeRead(actor, 'emailPreview');
      if (!isKey(key)) throw new Fault('BAD_USER_INPUT', 'There is no such text.');
      const own = await app.database.prisma.emailTemplate.findUnique({ where: { key_locale: { key, locale } } });
      const now = own ?? templateOf(key, locale);
      const template = { subject: subject ?? now.subject, html: html ?? now.html, text: text ?? now.text };
      return mailOf(template, exampleValues(namesFor(key)), locale);
    },
  }),
);

interface Named {
  key: string;
  locale: Language;
}

const answered = {
  type: EmailTemplate,
  nullable: true,
  description: 'The template as it is now.',
  async resolve({ answer }: { answer: Named | null }, _args: object, { app }: Context) {
    if (answer === null || !isKey(answer.key)) return null;
    const { key, locale } = answer;
    const own = await app.database.prisma.emailTemplate.findUnique({ where: { key_locale: { key, locale } } });
    return shown(key, locale, own);
  },
} as const;

const known = z.looseObject({ key: z.string().refine(isKey, 'There is no such text.') });

mutation('updateEmailTemplate', {
  description: 'Writes a mail otherwise than the catalog. For administrators.',
  versioned: true,
  rules: known.extend({
    subject: z.string().trim().min(1).max(200),
    html: z.string().min(1).max(50_000),
    text: z.string().min(1).max(20_000),
  }),
  input: (t) => ({
    key: t.string({ required: true, description: 'The text that it is of: `booking.confirmed`.' }),
    locale: t.field({ type: Locale, required: true, description: 'In which language.' }),
    subject: t.string({ required: true, description: 'The subject: up to 200 characters.' }),
    html: t.string({ required: true, description: 'The mail as HTML: up to 50,000 characters.' }),
    text: t.string({ required: true, description: 'The same as plain text: up to 20,000 characters.' }),
  }),
  run: (context, input) => updateEmailTemplate(context, input),
  payload: (t) => ({ emailTemplate: t.field(answered) }),
});

mutation('resetEmailTemplate', {
  description: 'Writes a mail as the catalog has it again. For administrators.',
  rules: known,
  input: (t) => ({
    key: t.string({ required: true, description: 'The text that it is of.' }),
    locale: t.field({ type: Locale, required: true, description: 'In which language.' }),
  }),
  run: (context, input) => resetEmailTemplate(context, input),
  payload: (t) => ({ emailTemplate: t.field(answered) }),
});
