import { z } from 'zod';
import { defineJob } from '../../jobs/job.js';

/** Telegram gives up on what was not acknowledged after a day. */
export const forgetTelegramUpdates = defineJob({
  name: 'forget-telegram-updates',
  payload: z.object({}),
  schedule: { cron: '53 * * * *', payload: {} },
  run: async ({ database }) => {
    const daysAgo = new Date(Date.now() - 2 * 86_400_000);
    await database.prisma.telegramUpdate.deleteMany({ where: { receivedAt: { lt: daysAgo } } });
    await database.query('DELETE FROM telegram_link WHERE expires_at < now()');
  },
});
