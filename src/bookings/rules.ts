import { z } from 'zod';
import { text } from '../properties/rules.js';

const quantity = z.int().min(1, '1 to 500.').max(500, '1 to 500.');
const phone = text(40).regex(/^\+?[\d\s().-]{3,}$/, 'A phone number is expected, such as “+84 28 1234 5678”.');

const details = {
  partySize: z.int().min(1, '1 to 1000.').max(1_000, '1 to 1000.').nullish(),
  notes: text(2_000).nullish(),
  guest: z
    .object({ name: text(100).min(1, 'A name is needed.').nullish(), phone: phone.nullish() })
    .loose()
    .nullish(),
};

export const slotRules = z.object({ quantity });
export const newBookingRules = z.object({ ...details, quantity: quantity.nullish() });
export const bookingChangeRules = z.object({ ...details, quantity: quantity.nullish() });
export const transitionRules = z.object({ reason: text(500).nullish() });
