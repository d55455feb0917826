import type { Context } from '../../context.js';
import { Refusal } from '../../errors.js';
import { authorize } from '../../policy/authorize.js';
import { refuseOtherVersion } from '../../schema/mutation.js';
import { write } from '../../schema/write.js';
import type { Language, TextKey } from '../catalog/catalog.js';
import { namesFor, type Template, unknownNames } from './template.js';

interface Named {
  key: string;
  locale: Language;
}

export async function updateEmailTemplate(
  context: Context,
  { key, locale, subject, html, text, expectedVersion }: Named & Template & { expectedVersion?: number | null },
): Promise<Named> {
  authorize(context.actor, 'updateEmailTemplate');
  // The rules of the mutation have looked whether there is one.
  const unknown = unknownNames(key as TextKey, { subject, html, text });
  if (unknown.length > 0) {
    const names = namesFor(key as TextKey).map((name) => `{${name}}`);
    const message = `Nothing stands for {${unknown.join('}, {')}}. There are: ${names.join(', ')}.`;
    throw new Refusal('INVALID_INPUT', { field: 'html', message });
  }
  return write(context, async (tx) => {
    const own = await tx.emailTemplate.findUnique({ where: { key_locale: { key, locale } } });
    refuseOtherVersion(expectedVersion, own?.version ?? 0);
    await tx.emailTemplate.upsert({
      where: { key_locale: { key, locale } },
      create: { key, locale, subject, html, text },
      update: { subject, html, text, version: { increment: 1 } },
    });
    return { key, locale };
  });
}

export async function resetEmailTemplate(context: Context, { key, locale }: Named): Promise<Named> {
  authorize(context.actor, 'resetEmailTemplate');
  return write(context, async (tx) => {
    await tx.emailTemplate.deleteMany({ where: { key, locale } });
    return { key, locale };
  });
}
