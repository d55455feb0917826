import { actorOf, type Context } from '../context.js';
import type { Transaction } from '../database/transaction.js';
import { authorize } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { differences } from '../schema/differences.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { asSlugTaken } from './create-property.js';
import { propertyUpdated } from './events.js';
import { lockProperty } from './lock-property.js';

/** What is left out stays; null takes away what may be missing. */
export interface PropertyChanges {
  name?: string | null | undefined;
  slug?: string | null | undefined;
  description?: string | null | undefined;
  timeZone?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: string | null | undefined;
  website?: string | null | undefined;
  settings?: SettingsChanges | null | undefined;
}

interface SettingsChanges {
  checkInTime?: string | null | undefined;
  checkOutTime?: string | null | undefined;
  holdMinutes?: number | null | undefined;
  pendingHours?: number | null | undefined;
  autoConfirm?: boolean | null | undefined;
  payMinutes?: number | null | undefined;
  awayMessage?: string | null | undefined;
  locale?: string | null | undefined;
}

/** Nothing is written, and nobody told, when nothing is different. */
export async function updateProperty(
  context: Context,
  propertyId: string,
  { settings, ...changes }: PropertyChanges,
  expectedVersion: number | null | undefined,
): Promise<{ propertyId: string }> {
  const actor = actorOf(context);
  authorize(actor, 'updateProperty', { propertyId });
  return write(context, async (tx) => {
    const current = await lockProperty(tx, propertyId, currentFields);
    refuseOtherVersion(expectedVersion, current.version);
    const own = differences(current, changes);
    const ofSettings = differences(current.settings ?? {}, settings ?? {});
    const changed = [...Object.keys(own), ...Object.keys(ofSettings).map((name) => `settings.${name}`)];
    if (changed.length === 0) return { propertyId };
    await updateSettings(tx, propertyId, ofSettings);
    const { version } = await tx.property.update({
      where: { id: propertyId },
      data: { ...own, version: { increment: 1 } },
      select: { version: true },
    });
    append(tx, propertyUpdated(actor, { propertyId, changes: changed, version }));
    return { propertyId };
  }).catch(asSlugTaken);
}

const currentFields = {
  version: true,
  name: true,
  slug: true,
  description: true,
  timeZone: true,
  email: true,
  phone: true,
  address: true,
  website: true,
  settings: true,
} as const;

async function updateSettings(tx: Transaction, propertyId: string, changes: object): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await tx.propertySettings.upsert({ where: { propertyId }, create: { propertyId, ...changes }, update: changes });
}
