import { z } from 'zod';
import { changed, changedToAny, name, text } from '../properties/rules.js';

const price = z.int().min(0, '0 to 1000000000.').max(1_000_000_000, '0 to 1000000000.');

export const newMenuItemRules = z.object({
  name,
  priceAmount: price,
  category: text(60).nullish(),
  description: text(2_000).nullish(),
});

export const menuItemChangeRules = z.object({
  name: changed(name),
  priceAmount: changed(price),
  category: changed(text(60)),
  description: changed(text(2_000)),
  status: changedToAny,
});

export const newOrderRules = z.object({
  place: text(100).nullish(),
  notes: text(1_000).nullish(),
  items: z
    .array(
      z.object({ quantity: z.int().min(1, '1 to 100.').max(100, '1 to 100.'), notes: text(300).nullish() }).loose(),
    )
    .min(1, 'One thing at least.')
    .max(50, 'At most 50 lines.'),
});

export const orderMoveRules = z.object({ reason: text(500).nullish() });
