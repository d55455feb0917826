import { z } from 'zod';
import { defineJob } from '../../jobs/job.js';
import { TelegramProblem } from './bot.js';

/** Tried for some minutes: nobody wants an answer of yesterday. */
export const sendTelegramReply = defineJob({
  name: 'send-telegram-reply',
  payload: z.object({ chatId: z.string(), text: z.string() }),
  retry: { limit: 6, delaySeconds: 2 },
  run: async ({ telegram, database }, { chatId, text }) => {
    try {
      await telegram?.send(chatId, text);
    } catch (error) {
      if (!(error instanceof TelegramProblem && error.final)) throw error;
      // Whoever has blocked the bot has taken the chat back.
      if (error.code === '403') await database.prisma.telegramChat.deleteMany({ where: { id: chatId } });
    }
  },
});
