import { actorOf, type Context } from '../../context.js';
import { Fault } from '../../errors.js';
import { authorize } from '../../policy/authorize.js';
import { write } from '../../schema/write.js';

/** From here on the bot does not know the chat; a code that nobody has used is worth nothing either. */
export async function removeTelegramLink(context: Context, providerId: string): Promise<{ providerId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    const provider = await tx.provider.findUnique({ where: { id: providerId } });
    if (provider === null) throw new Fault('NOT_FOUND');
    const { propertyId, userId } = provider;
    authorize(actor, 'removeTelegramLink', { propertyId, ownerIds: userId === null ? [] : [userId] });
    await tx.telegramLink.deleteMany({ where: { providerId } });
    await tx.telegramChat.deleteMany({ where: { providerId } });
    return { providerId };
  });
}
