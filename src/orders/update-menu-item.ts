import { actorOf, type Context } from '../context.js';
import { Fault, Refusal } from '../errors.js';
import type { MenuItemStatus } from '../generated/prisma/enums.js';
import { authorize, may } from '../policy/authorize.js';
import { append } from '../realtime/append.js';
import { differences } from '../schema/differences.js';
import { refuseOtherVersion } from '../schema/mutation.js';
import { write } from '../schema/write.js';
import { menuItemUpdated } from './events.js';

export interface MenuItemChanges {
  name?: string | null | undefined;
  priceAmount?: number | null | undefined;
  category?: string | null | undefined;
  description?: string | null | undefined;
  status?: MenuItemStatus | null | undefined;
}

/**
 * What was ordered stays as it was. The kitchen says what is sold out; the rest is for those who manage the property.
 * Nothing is written, and nobody told, when nothing is different.
 */
export async function updateMenuItem(
  context: Context,
  menuItemId: string,
  changes: MenuItemChanges,
  expectedVersion: number | null | undefined,
): Promise<{ menuItemId: string }> {
  const actor = actorOf(context);
  return write(context, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM menu_item WHERE id = ${menuItemId}::uuid FOR UPDATE`;
    const current = await tx.menuItem.findUnique({ where: { id: menuItemId } });
    if (current === null) throw new Fault('NOT_FOUND');
    const { propertyId } = current;
    authorize(actor, 'updateMenuItem', { propertyId });
    refuseOtherVersion(expectedVersion, current.version);
    const changed = differences(current, changes);
    const names = Object.keys(changed);
    if (names.length === 0) return { menuItemId };
    const soldOutOrBack =
      names.every((name) => name === 'status') && ![current.status, changed.status].includes('ARCHIVED');
    if (!soldOutOrBack && !may(actor, 'createMenuItem', { propertyId })) throw new Refusal('NOT_ALLOWED');
    const { version } = await tx.menuItem.update({
      where: { id: menuItemId },
      data: { ...changed, version: { increment: 1 } },
      select: { version: true },
    });
    append(tx, menuItemUpdated(actor, { propertyId, menuItemId, version, changes: names }));
    return { menuItemId };
  });
}
