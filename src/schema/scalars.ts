import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { builder } from './builder.js';
import { emailAddress } from './email-address.js';

const bad = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

function parsed<Output>(check: z.ZodType<Output>, value: unknown, message: string): Output {
  const result = check.safeParse(value);
  if (!result.success) throw bad(message);
  return result.data;
}

const json = z.json();
/** Years beyond are nobody's plans, and not everything that keeps a time can read them again: a zone may move them, too. */
const isWithinReach = (year: number) => year >= 1_000 && year <= 9_998;
const beginsWithinReach = (text: string) => isWithinReach(Number(text.slice(0, 4)));

const day = z.iso.date().refine(beginsWithinReach);
const cursor = z.string().max(512);
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);
const whole = z.int();
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => isWithinReach(time.getUTCFullYear()));

builder.scalarType('DateTime', {
  description: 'An instant in UTC, in ISO 8601: `2026-05-01T14:30:00.000Z`. Input may have another offset.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: (value) => value.toISOString(),
  parseValue: (value) =>
    parsed(instant, value, 'DateTime: an instant with an offset is expected, such as "2026-05-01T14:30:00Z".'),
});

builder.scalarType('Date', {
  description: 'A day in the calendar without a time zone: `2026-05-01`.',
  serialize: (value) => value,
  parseValue: (value) => parsed(day, value, 'Date: a day is expected, such as "2026-05-01".'),
});

const slotTime = z
  .union([
    z.iso.date(),
    z.iso.datetime({ local: true, offset: true }),
    z.iso.datetime({ local: true, offset: true, precision: -1 }),
  ])
  .refine(beginsWithinReach);

builder.scalarType('SlotTime', {
  description:
    'When a slot begins or ends, as people say it at the property. Nights are days: `2026-05-01`. Appointments and departures are local times: `2026-05-01T14:30`. Input may be an instant instead, with an offset: `2026-05-01T14:30:00+07:00`.',
  serialize: (value) => value,
  parseValue: (value) =>
    parsed(slotTime, value, 'SlotTime: a day such as "2026-05-01" or a time such as "2026-05-01T14:30" is expected.'),
});

builder.scalarType('EventCursor', {
  description:
    'A position in a feed. Opaque: keep it, and give it as `after` to go on where you were. It is of use for the stream that it came from alone.',
  serialize: (value) => value,
  parseValue: (value) => parsed(cursor, value, 'EventCursor: a cursor that a feed gave is expected.'),
});

builder.scalarType('EmailAddress', {
  description: 'An e-mail address. Upper and lower case are the same address: it is kept in lower case.',
  serialize: (value) => value,
  parseValue: (value) => parsed(emailAddress, value, 'EmailAddress: an address such as "ana@example.com" is expected.'),
});

builder.scalarType('URL', {
  description: 'An absolute https: or http: URL.',
  serialize: (value) => value,
  parseValue: (value) => parsed(webAddress, value, 'URL: an absolute URL such as "https://example.com" is expected.'),
});

builder.scalarType('SafeInt', {
  description:
    'A whole number that JSON and JavaScript carry exactly: from -9007199254740991 to 9007199254740991. Sums of money in some currencies are more than an `Int` can be.',
  serialize: (value) => parsed(whole, value, 'SafeInt: a whole number is expected.'),
  parseValue: (value) => parsed(whole, value, 'SafeInt: a whole number is expected.'),
});

builder.scalarType('JSON', {
  description: 'Any JSON: what it holds is between those who send and those who read it.',
  serialize: (value) => value,
  parseValue: (value) => parsed(json, value, 'JSON: a value that JSON can hold is expected.'),
});
