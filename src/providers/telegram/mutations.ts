import { builder } from '../../schema/builder.js';
import { mutation } from '../../schema/mutation.js';
import { Provider } from '../provider.js';
import { createTelegramLink } from './create-telegram-link.js';
import { linkCode, linkMinutes } from './link-code.js';
import { removeTelegramLink } from './remove-telegram-link.js';

const TelegramLink = builder.prismaObject('TelegramLink', {
  description: 'What links a chat with the Telegram bot to somebody: once, by the first who opens it.',
  fields: (t) => ({
    code: t.string({
      description: 'What to send to the bot: `/start CODE`.',
      select: { id: true },
      resolve: ({ id }, _args, { app }) => linkCode(app.config.auth.secret, id),
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'What to open on the phone instead. Null while Telegram does not say how the bot is called.',
      select: { id: true },
      resolve: async ({ id }, _args, { app }) => {
        const name = await app.telegram?.username();
        return name === undefined ? null : `https://t.me/${name}?start=${linkCode(app.config.auth.secret, id)}`;
      },
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it is valid.' }),
  }),
});

mutation('createTelegramLink', {
  description: `Makes a link by which a chat with the Telegram bot is linked to a provider, so that they say there whether they can be had. It is valid for ${linkMinutes} minutes and once; an older one ends. Who has an account makes it for themselves; for the others the desk does.`,
  idempotent: true,
  input: (t) => ({
    providerId: t.globalID({ for: Provider, required: true, description: 'Whose chat it will be.' }),
  }),
  run: (context, { providerId }) => createTelegramLink(context, providerId.id),
  payload: (t) => ({
    link: t.prismaField({
      type: TelegramLink,
      nullable: true,
      description:
        'The link. It is shown here and nowhere else: only the same request with the same `idempotencyKey` shows it again, until it is used.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.telegramLink.findUnique({ ...query, where: { id: answer.linkId } }),
    }),
  }),
});

mutation('removeTelegramLink', {
  description: 'Unlinks the chat of a provider: the Telegram bot does not know it any more.',
  idempotent: true,
  input: (t) => ({
    providerId: t.globalID({ for: Provider, required: true, description: 'Whose chat.' }),
  }),
  run: (context, { providerId }) => removeTelegramLink(context, providerId.id),
  payload: (t) => ({
    provider: t.prismaField({
      type: Provider,
      nullable: true,
      description: 'The provider as they are now.',
      resolve: (query, { answer }, _args, { app }) =>
        answer && app.database.prisma.provider.findUnique({ ...query, where: { id: answer.providerId } }),
    }),
  }),
});
