import { z } from 'zod';
import { text } from '../properties/rules.js';

const amount = z.int().min(1, 'More than nothing.').nullish();

export const newPaymentRules = z.object({ amount, method: text(40).nullish() });
export const amountRules = z.object({ amount });
export const reasonRules = z.object({ reason: text(500).nullish() });
export const refundRules = z.object({ amount, reason: text(500).nullish() });
