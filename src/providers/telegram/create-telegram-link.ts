import { randomUUID } from 'node:crypto';
import { addMinutes } from '../../bookings/local-time.js';
import { actorOf, type Context } from '../../context.js';
import { databaseTime } from '../../database/database-time.js';
import { Fault, Refusal } from '../../errors.js';
import { authorize } from '../../policy/authorize.js';
import { write } from '../../schema/write.js';
import { linkCode, linkCodeHash, linkMinutes } from './link-code.js';

/**
 * Whoever has an account makes it for themselves alone: what the bot tells them is theirs. For the others, those at the
 * desk pass it on.
 */
export async function createTelegramLink(context: Context, providerId: string): Promise<{ linkId: string }> {
  const actor = actorOf(context);
  const { config, telegram } = context.app;
  return write(context, async (tx) => {
    const provider = await tx.provider.findUnique({ where: { id: providerId } });
    if (provider === null) throw new Fault('NOT_FOUND');
    const { propertyId, userId } = provider;
    authorize(actor, 'createTelegramLink', { propertyId, ownerIds: userId === null ? [] : [userId] });
    if (userId !== null && actor.id !== userId)
      throw new Refusal('NOT_ALLOWED', { message: 'They have an account: they link their chat themselves.' });
    if (telegram === undefined) throw new Refusal('NO_TELEGRAM_BOT');
    const linkId = randomUUID();
    const link = {
      id: linkId,
      codeHash: linkCodeHash(linkCode(config.auth.secret, linkId)),
      expiresAt: addMinutes(await databaseTime(tx), linkMinutes),
    };
    await tx.telegramLink.upsert({ where: { providerId }, create: { ...link, providerId }, update: link });
    return { linkId };
  });
}
