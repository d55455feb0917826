import type { Database } from '../../database/client.js';
import { languageOf } from '../catalog/catalog.js';
import type { Parcel } from '../channels/channel.js';
import { type Mail, mailOf, templateOf } from './template.js';

/** By the template that somebody wrote for it, or by that of the catalog. */
export async function mailFor({ prisma }: Pick<Database, 'prisma'>, parcel: Parcel): Promise<Mail> {
  const { text: key, locale, values, link, unsubscribe } = parcel;
  const language = languageOf(locale);
  const own = await prisma.emailTemplate.findUnique({ where: { key_locale: { key, locale: language } } });
  return mailOf(
    own ?? templateOf(key, language),
    { ...values, link, ...(unsubscribe !== null && { unsubscribe }) },
    language,
  );
}
