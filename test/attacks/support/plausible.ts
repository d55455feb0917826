import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Later } from './later.js';
import { ofNewcomer } from './newcomers.js';
import { target } from './target.js';

const dayMs = 86_400_000;

/** So many days from today. */
const days = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((count) => new Date(Date.now() + count * dayMs).toISOString());

/** Many come today: only then is there anybody to be let in. */
const soon = fc.oneof({ weight: 2, arbitrary: days(0, 0) }, { weight: 1, arbitrary: days(1, 60) });
const day = soon.map((time) => time.slice(0, 10));

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
const fresh = (say: (unique: string) => string = String) => fc.constant(new Later(() => say(randomUUID())));
/** Chosen when there is something to choose from. */
export const chosen = (choose: (asking: Parameters<Later['say']>[0], turn: number) => unknown): fc.Arbitrary<Later> =>
  fc.noBias(fc.nat(1_000_000)).map((turn) => new Later((asking) => choose(asking, turn)));

const words = fc.lorem({ maxCount: 4 });
const base64Url = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHabcdefgh01234567-_'), minLength: length, maxLength: length });

/** Texts that are more than words, by the place that they stand in. */
const texts: Array<[place: RegExp, arbitrary: fc.Arbitrary<unknown>]> = [
  [/\.(idempotencyKey|clientMessageId)$/, fresh()],
  [/\.currency$/, oneOf('EUR', 'USD', 'JPY', 'KWD')],
  [/\.timeZone$/, oneOf('Europe/Lisbon', 'Asia/Tokyo', 'UTC', 'America/St_Johns')],
  [/\.locale$/, oneOf('en', 'ko', 'pt-BR')],
  [/\.(opensAt|checkOutTime|quietHours\.to)$/, oneOf('07:00', '09:30')],
  [/\.(closesAt|checkInTime|quietHours\.from)$/, oneOf('18:00', '22:30')],
  [/\.departureTimes$/, oneOf('08:00', '12:00', '16:00', '20:00')],
  [/\.emoji$/, oneOf('👍', '🎉', '🇻🇳', '1️⃣')],
  [/createProperty\.input\.slug$|updateProperty\.input\.slug$/, fresh((unique) => `hotel-${unique.slice(0, 13)}`)],
  [/\.phone$/, oneOf('+84 28 1234 5678', '112')],
  [/^bookingByCode\.code$/, fc.constant(new Later(() => target().prey.bookingCode))],
  [/^property\.slug$/, fc.constant(new Later(() => target().prey.slug))],
  [/\.gateways?$/, oneOf('desk', 'desk', 'desk', 'stripe')],
  [
    /^\w*[eE]mail(Template|Preview)\w*\.(input\.)?key$/,
    oneOf('booking.requested', 'booking.made', 'booking.confirmed'),
  ],
  [/\.endpoint$/, fresh((unique) => `https://push.example.com/${unique}`)],
  [/\.p256dh$/, base64Url(87)],
  [/\.auth$/, base64Url(22)],
  [/\.(action|triggerEvent\.input\.name)$|^triggerEvent\.input\.name$/, oneOf('dashboard.opened', 'some-thing_else')],
  [/^requestUpload\.input\.name$/, oneOf('menu.pdf', 'sunset.jpg', 'C:\\scans\\passport.png')],
  [/\.accessToken$/, fc.constant(new Later(({ token }) => token ?? ''))],
  [/\.password$/i, fresh()],
];

const numbers: Array<[place: RegExp, least: number, most: number]> = [
  [/\.(first|last)$/, 1, 5],
  [/\.expectedVersion$/, 1, 3],
  [/\.weekdays$/, 1, 7],
  [/\.bytes$/, 1, 5_000_000],
  [/\.durationMs$/, 1, 60_000],
  [/\.amount$/, 1, 2_000],
  [/\.priceAmount$/, 0, 100_000],
  [/\.(count|capacity)$/, 1, 4],
  [/\.durationMinutes$/, 30, 120],
  [/\.(stepMinutes|payMinutes)$/, 15, 60],
  [/\.maxAdvanceDays$/, 100, 400],
  [/\.(\w+Hours|\w+Percent|holdMinutes)$/, 1, 60],
  [/\.(quantity|partySize)$/, 1, 2],
];

const byType: Record<string, fc.Arbitrary<unknown>> = {
  Float: fc.double({ min: 0, max: 1_000, noNaN: true }),
  Boolean: fc.boolean(),
  DateTime: days(1, 60),
  Date: day,
  SlotTime: day,
  EmailAddress: fresh((unique) => `${unique}@example.com`),
  URL: oneOf('https://example.com/', 'https://example.com/a.png?b=c#d'),
  JSON: fc.jsonValue(),
};

/** What a client that means well would send to that place. */
export function plausible(path: string, type: string): fc.Arbitrary<unknown> {
  const theirs = ofNewcomer(path);
  if (theirs !== undefined) return fc.constant(theirs);
  const operation = path.split('.', 1)[0] ?? '';
  if (/^(String|EventCursor)$/.test(type) && /^\w+\.(after|before)$/.test(path))
    return chosen(({ known }, turn) => known.cursorOf(operation, turn));
  if (type === 'ID') return chosen((asking, turn) => asking.known.idFor(path, asking, turn) ?? randomUUID());
  if (type === 'Int' || type === 'SafeInt') {
    const [, min, max] = numbers.find(([place]) => place.test(path)) ?? [undefined, 0, 10];
    return fc.integer({ min, max });
  }
  return byType[type] ?? texts.find(([place]) => place.test(path))?.[1] ?? words;
}
