import { actorFields, userActor } from '../../accounts/user-actor.js';
import { addMinutes } from '../../bookings/local-time.js';
import { databaseTime } from '../../database/database-time.js';
import type { Transaction } from '../../database/transaction.js';
import { Fault, Refusal } from '../../errors.js';
import type { Provider, ProviderStatus } from '../../generated/prisma/client.js';
import { authorize } from '../../policy/authorize.js';
import { type EventActor, system } from '../../realtime/event.js';
import { type LockedProvider, lockProvider, takeStatus } from '../set-provider-status.js';
import { linkCodeHash } from './link-code.js';
import { type Standing, type Texts, textsIn } from './texts.js';

export interface Said {
  readonly chatId: string;
  /** What stands behind the command. */
  readonly text: string;
  /** The language of their Telegram. */
  readonly locale: string | undefined;
}

/** What the bot does on a command, in the transaction in which the command is taken, and what it says then. */
export type Answer = (tx: Transaction, said: Said) => Promise<string>;

/** `/start CODE`, as the link sends it. A chat speaks for one person: whoever it spoke for before, it does no more. */
export const link: Answer = async (tx, said) => {
  const { chatId, text: code } = said;
  if (code === '') return help(tx, said);
  const codeHash = linkCodeHash(code);
  // Gone with its first use, whoever is the first.
  const [used] = await tx.$queryRaw<Array<{ providerId: string }>>`
    DELETE FROM telegram_link WHERE code_hash = ${codeHash} AND expires_at > now()
    RETURNING provider_id::text AS "providerId"`;
  if (used === undefined) return textsIn(said.locale).codeRefused;
  const { providerId } = used;
  await tx.telegramChat.deleteMany({ where: { OR: [{ id: chatId }, { providerId }] } });
  await tx.telegramChat.create({ data: { id: chatId, providerId } });
  const provider = await tx.provider.findUniqueOrThrow({ where: { id: providerId }, include: { property: true } });
  return (await textsFor(tx, provider)).linked(standingOf(provider));
};

/** `/available`, `/busy [minutes] [why]`, `/off [why]`. */
export const setStatus =
  (status: ProviderStatus): Answer =>
  (tx, said) =>
    asLinked(tx, said, async (provider, texts) => {
      const { minutes, reason } = status === 'BUSY' ? timed(said.text) : { minutes: undefined, reason: said.text };
      if (minutes !== undefined && (minutes < 1 || minutes > 1_440)) return texts.wrongTime;
      const until = minutes === undefined ? undefined : addMinutes(await databaseTime(tx), minutes);
      const actor = await whoSpeaks(tx, provider);
      if (actor === null) return texts.notAllowed;
      await takeStatus(tx, actor, provider, { status, reason: reason.slice(0, 500), until });
      return texts.standing(standingOf(await lockProvider(tx, provider.id)));
    });

/** `/status`. */
export const status: Answer = (tx, said) =>
  asLinked(tx, said, async (provider, texts) => texts.standing(standingOf(provider)));

/** `/stop`. */
export const unlink: Answer = (tx, said) =>
  asLinked(tx, said, async (_provider, texts) => {
    await tx.telegramChat.deleteMany({ where: { id: said.chatId } });
    return texts.unlinked;
  });

export const help: Answer = (tx, said) => asLinked(tx, said, async (_provider, texts) => texts.help);

async function asLinked(
  tx: Transaction,
  { chatId, locale }: Said,
  answer: (provider: LockedProvider, texts: Texts) => Promise<string>,
): Promise<string> {
  const chat = await tx.telegramChat.findUnique({ where: { id: chatId } });
  if (chat === null) return textsIn(locale).stranger;
  const provider = await lockProvider(tx, chat.providerId);
  return answer(provider, await textsFor(tx, provider));
}

/**
 * Whose word it is: of who has an account, with the rights of this moment; the others have the link that they were given.
 * Null: they may not any more.
 */
async function whoSpeaks(tx: Transaction, { userId, propertyId }: Provider): Promise<EventActor | null> {
  if (userId === null) return system;
  const user = await tx.user.findUnique({ where: { id: userId }, select: actorFields });
  if (user === null) return null;
  try {
    const actor = userActor(user, { sessionId: null, tokenExpiresAt: new Date() });
    authorize(actor, 'setProviderStatus', { propertyId, ownerIds: [userId] });
    return actor;
  } catch (error) {
    if (error instanceof Fault || error instanceof Refusal) return null;
    throw error;
  }
}

async function textsFor(tx: Transaction, { userId, propertyId }: Provider): Promise<Texts> {
  const own = userId === null ? null : await tx.userSettings.findUnique({ where: { userId } });
  return textsIn((own ?? (await tx.propertySettings.findUnique({ where: { propertyId } })))?.locale);
}

const standingOf = ({ name, status, statusReason, statusUntil, property }: LockedProvider): Standing => ({
  name,
  status,
  reason: statusReason,
  until: statusUntil,
  property: property.name,
  timeZone: property.timeZone,
});

/** `45 Lunch`: for how long, and why. Either may be left out. */
function timed(text: string): { minutes: number | undefined; reason: string } {
  const [, minutes, reason = ''] = /^(\d{1,9})?\s*(.*)$/s.exec(text) ?? [];
  return { minutes: minutes === undefined ? undefined : Number(minutes), reason };
}
