import { Api, GrammyError } from 'grammy';
import type { Config } from '../../config.js';
import type { Transaction } from '../../database/transaction.js';
import { type Channel, DeliveryProblem, type Parcel } from './channel.js';

/** Which chat with the bot somebody has linked. Who has none is left out. */
export type ChatsOf = (tx: Transaction, userIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Undefined without a bot. The id of the chat is the target. */
export function createTelegram({ telegram }: Pick<Config, 'telegram'>, chatsOf: ChatsOf): Channel | undefined {
  if (telegram.token === undefined) return undefined;
  const api = new Api(telegram.token, { apiRoot: telegram.apiRoot.replace(/\/$/, ''), timeoutSeconds: 20 });
  return {
    name: 'TELEGRAM',
    async targetsOf(tx, userIds) {
      const chats = await chatsOf(tx, userIds);
      return new Map([...chats].map(([userId, chat]) => [userId, [chat]]));
    },
    async send(parcel) {
      try {
        await api.sendMessage(parcel.target, messageOf(parcel), {
          disable_notification: parcel.priority === 'LOW',
          link_preview_options: { is_disabled: true },
        });
      } catch (error) {
        throw problemOf(error);
      }
    },
  };
}

/** Plain text: nothing that people wrote is taken for a format. */
const messageOf = ({ title, body, link }: Parcel) => `${title}\n${body}\n${link}`.slice(0, 4_000);

/** The address of a request holds the token of the bot, so nothing of the original is kept. */
function problemOf(error: unknown): DeliveryProblem {
  if (!(error instanceof GrammyError)) return new DeliveryProblem('TELEGRAM_UNREACHABLE');
  const { error_code: code, parameters } = error;
  if (code === 429) {
    const seconds = parameters.retry_after ?? 30;
    return new DeliveryProblem('TELEGRAM_429', { retryAfterMs: seconds * 1_000 });
  }
  // The chat is gone, or the person has blocked the bot.
  return new DeliveryProblem(`TELEGRAM_${code}`, { final: code >= 400 && code < 500 });
}
