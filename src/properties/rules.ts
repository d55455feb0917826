import { z } from 'zod';
import { locale, timeZone } from '../accounts/settings-rules.js';

/** Part of addresses, so some words are taken. */
const reserved = new Set(['new', 'admin', 'api', 'console', 'graphql', 'login', 'me', 'properties', 'settings', 'www']);

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(3, 'A slug has 3 to 50 characters.')
  .max(50, 'A slug has 3 to 50 characters.')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'A slug has small letters and digits, with single hyphens between them.')
  .refine((text) => !reserved.has(text), 'This slug is reserved. Choose another.');

export const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `At most ${longest} characters.`)
    // Text that the database cannot hold, or that no screen can show.
    .refine((value) => !value.includes('\u0000'), 'It holds a character that is not allowed.');

export const name = text(100).min(1, 'A name is needed.');
const optional = <T extends z.ZodType>(check: T) => check.nullish();
export const changed = <T extends z.ZodType>(check: T) =>
  check.optional().refine((value) => value !== null, 'It cannot be taken away.');
/** Of what is right by its type, such as one of an enum. */
export const changedToAny = changed(z.unknown());

export const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day is expected, such as “15:00”.');

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), 'The code of a currency is expected, such as “EUR” (ISO 4217).');
const currencies = new Set(Intl.supportedValuesOf('currency'));

const contact = {
  phone: optional(text(40).regex(/^\+?[\d\s().-]{3,}$/, 'A phone number is expected, such as “+84 28 1234 5678”.')),
  address: optional(text(300)),
};

export const newPropertyRules = z.object({
  ...contact,
  name,
  slug,
  timeZone,
  currency,
  description: optional(text(2_000)),
});

export const propertyChangeRules = z.object({
  ...contact,
  name: changed(name),
  slug: changed(slug),
  timeZone: changed(timeZone),
  description: changed(text(2_000)),
  settings: z
    .object({
      checkInTime: changed(time),
      checkOutTime: changed(time),
      holdMinutes: changed(z.int().min(1, '1 to 60 minutes.').max(60, '1 to 60 minutes.')),
      pendingHours: changed(z.int().min(1, '1 to 720 hours.').max(720, '1 to 720 hours.')),
      autoConfirm: changed(z.boolean()),
      payMinutes: z.int().min(5, '5 to 10080 minutes.').max(10_080, '5 to 10080 minutes.').nullish(),
      awayMessage: optional(text(1_000)),
      locale: changed(locale),
    })
    .nullish(),
});

export const reasonRules = z.object({ reason: optional(text(500)) });
