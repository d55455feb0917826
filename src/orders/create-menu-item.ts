import { actorOf, type Context } from '../context.js';
import { authorize } from '../policy/authorize.js';
import { lockProperty } from '../properties/lock-property.js';
import { append } from '../realtime/append.js';
import { write } from '../schema/write.js';
import { menuItemCreated } from './events.js';

export interface NewMenuItem {
  propertyId: string;
  name: string;
  priceAmount: number;
  category?: string | null | undefined;
  description?: string | null | undefined;
}

export async function createMenuItem(context: Context, input: NewMenuItem): Promise<{ menuItemId: string }> {
  const actor = actorOf(context);
  const { propertyId, name, priceAmount, category, description } = input;
  authorize(actor, 'createMenuItem', { propertyId });
  return write(context, async (tx) => {
    await lockProperty(tx, propertyId, { id: true });
    const { id: menuItemId } = await tx.menuItem.create({
      data: { propertyId, name, priceAmount, category: category ?? '', description: description ?? '' },
      select: { id: true },
    });
    append(tx, menuItemCreated(actor, { propertyId, menuItemId, version: 1 }));
    return { menuItemId };
  });
}
