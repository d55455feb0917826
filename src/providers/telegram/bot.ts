import { Api, Bot, BotError, GrammyError } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { App } from '../../app.js';
import { transact } from '../../database/transaction.js';
import { type Answer, help, link, setStatus, status, unlink } from './answers.js';
import { claimUpdate } from './claim-update.js';
import { sendTelegramReply } from './send-reply.js';

export interface TelegramBot {
  /** Does what somebody has written to the bot, once, on whichever node it comes. Throws when nothing of it was done. */
  receive(update: Update): Promise<void>;
  /** Throws `TelegramProblem`. */
  send(chatId: string, text: string): Promise<void>;
  /** How the bot is called, as soon as Telegram has told. */
  username(): Promise<string | undefined>;
}

/** Why something did not reach Telegram. The address of a request holds the token of the bot: nothing of it is kept. */
export class TelegramProblem extends Error {
  override readonly name = 'TelegramProblem';
  /** `final`: it will not get better. */
  constructor(
    readonly code: string,
    readonly final: boolean,
    /** Telegram said so. */
    readonly retryAfterMs: number = 0,
  ) {
    super(`Telegram did not take it: ${code}`);
  }
}

const commands: Readonly<Record<string, Answer>> = {
  start: link,
  available: setStatus('AVAILABLE'),
  busy: setStatus('BUSY'),
  off: setStatus('OFF_DUTY'),
  status,
  stop: unlink,
};

/** Enough for people; a chat that sends more is not answered. */
const pace = { capacity: 20, perSecond: 0.5 };

const patienceSeconds = 10;

type Needs = Pick<App, 'config' | 'database' | 'jobs' | 'rates'>;

/** The bot for providers. Undefined when none is set up. */
export function createTelegramBot(app: Needs): TelegramBot | undefined {
  const { token, apiRoot } = app.config.telegram;
  if (token === undefined) return undefined;
  const number = token.split(':', 1)[0] ?? '';
  const root = { apiRoot: apiRoot.replace(/\/$/, '') };
  const bot = new Bot(token, { botInfo: unnamed(number), client: { ...root, timeoutSeconds: patienceSeconds } });
  // For those who wait for an answer of ours meanwhile.
  const impatient = new Api(token, { ...root, timeoutSeconds: 3 });

  const once = (updateId: number, said: Parameters<Answer>[1], answer: Answer) =>
    transact(app.database, async (tx) => {
      if (!(await claimUpdate(tx, number, updateId))) return;
      const text = await answer(tx, said);
      // With the transaction, and sent later: nobody waits for Telegram, and a reply survives its being down.
      await app.jobs.enqueue(tx, sendTelegramReply, { chatId: said.chatId, text });
    });

  // In a group anybody could speak for the one whom it is linked to.
  const chats = bot
    .chatType('private')
    .filter(async ({ chat }) => (await app.rates.take('telegram', String(chat.id), pace)).allowed);
  const said = (ctx: { chat: { id: number }; from?: { language_code?: string } | undefined }, text: string) => ({
    chatId: String(ctx.chat.id),
    text,
    locale: ctx.from?.language_code,
  });
  for (const [name, answer] of Object.entries(commands))
    chats.command(name, (ctx) => once(ctx.update.update_id, said(ctx, ctx.match.trim()), answer));
  chats.on('message', (ctx) => once(ctx.update.update_id, said(ctx, ''), help));

  let name: string | undefined;
  return {
    async receive(update) {
      try {
        await bot.handleUpdate(update);
      } catch (error) {
        // The wrapped one knows the bot, its token included.
        throw error instanceof BotError ? error.error : error;
      }
    },
    send: async (chatId, text) => {
      await bot.api
        .sendMessage(chatId, text, { link_preview_options: { is_disabled: true } })
        .catch((error: unknown) => {
          throw problemOf(error);
        });
    },
    async username() {
      name ??= await impatient.getMe().then(
        (me) => me.username,
        () => undefined,
      );
      return name;
    },
  };
}

/** Enough to read what is written to it, without asking Telegram first. */
const unnamed = (number: string): UserFromGetMe => ({
  id: Number(number),
  is_bot: true,
  first_name: 'Frontdesk',
  username: '',
  can_join_groups: false,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_inline_queries: false,
  supports_join_request_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
});

function problemOf(error: unknown): TelegramProblem {
  if (!(error instanceof GrammyError)) return new TelegramProblem('UNREACHABLE', false);
  // Too many at once, or Telegram’s own trouble, passes. The rest, such as that they have blocked the bot, does not.
  const { error_code: code, parameters } = error;
  const final = code !== 429 && code >= 400 && code < 500;
  return new TelegramProblem(String(code), final, (parameters?.retry_after ?? 0) * 1_000);
}
