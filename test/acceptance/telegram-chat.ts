import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { TelegramApi } from '../support/telegram-api.js';
import type { Stage } from './stage.js';

const secret = 'the secret of the webhook';

export const withBot = ({ url }: TelegramApi) => ({
  TELEGRAM_BOT_TOKEN: '4711:the-token-of-the-bot',
  TELEGRAM_WEBHOOK_SECRET: secret,
  TELEGRAM_API_ROOT: `${url}/`,
});

/** Somebody’s Telegram: what they write comes by webhook, to whichever node. */
export class TelegramChat {
  static #updates = 0;

  constructor(
    readonly stage: Stage,
    readonly telegram: TelegramApi,
    readonly id: number,
  ) {}

  /** Writes to the bot, and waits for its answer. */
  async write(text: string, answer: RegExp): Promise<void> {
    const before = this.#answers.length;
    const chat = { id: this.id, type: 'private', first_name: 'Minh' };
    const command = { type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length };
    const message = { message_id: 1, date: 1_790_000_000, chat, from: { ...chat, is_bot: false }, text };
    const response = await fetch(`${this.stage.url}/webhooks/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify({
        update_id: ++TelegramChat.#updates,
        message: { ...message, ...(text.startsWith('/') && { entities: [command] }) },
      }),
    });
    expect(response.status).toBe(200);
    await eventually(() => expect(this.#answers.slice(before).join()).toMatch(answer));
  }

  get #answers(): string[] {
    return this.telegram.sent.filter(({ chat_id }) => chat_id === String(this.id)).map(({ text }) => text);
  }
}
