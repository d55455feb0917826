import type { App } from '../../app.js';
import type { Transaction } from '../../database/transaction.js';
import { type TelegramBot, TelegramProblem } from '../../providers/telegram/bot.js';
import { type Channel, DeliveryProblem, type Parcel } from './channel.js';

/** Which chat with the bot somebody has linked. Who has none is left out. */
export type ChatsOf = (tx: Transaction, userIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Undefined without a bot. The id of the chat is the target. */
export function createTelegram(
  bot: TelegramBot | undefined,
  chatsOf: ChatsOf,
  { database }: Pick<App, 'database'>,
): Channel | undefined {
  if (bot === undefined) return undefined;
  return {
    name: 'TELEGRAM',
    async targetsOf(tx, userIds) {
      const chats = await chatsOf(tx, userIds);
      return new Map([...chats].map(([userId, chat]) => [userId, [chat]]));
    },
    async send(parcel) {
      try {
        await bot.send(parcel.target, messageOf(parcel));
      } catch (error) {
        if (!(error instanceof TelegramProblem)) throw error;
        const { code, final, retryAfterMs } = error;
        // Whoever has blocked the bot has taken the chat back.
        if (code === '403') await database.prisma.telegramChat.deleteMany({ where: { id: parcel.target } });
        throw new DeliveryProblem(`TELEGRAM_${code}`, { final, retryAfterMs });
      }
    },
  };
}

/** Plain text: nothing that people wrote is taken for a format. */
const messageOf = ({ title, body, link }: Parcel) => `${title}\n${body}\n${link}`.slice(0, 4_000);
