import { expect, it } from 'vitest';
import { instantOf, localOf } from '../../src/bookings/local-time.js';
import { offeredTimes } from '../../src/bookings/offered-times.js';
import { type SlotOffering, slotOf } from '../../src/bookings/slot.js';
import { Refusal } from '../../src/errors.js';

const nightly = (timeZone: string): SlotOffering => ({
  mode: 'NIGHTLY',
  durationMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  opensAt: null,
  closesAt: null,
  stepMinutes: null,
  departureTimes: [],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  property: { timeZone, settings: { checkInTime: '15:00', checkOutTime: '11:00' } },
});
const hourly = (timeZone: string): SlotOffering => ({
  ...nightly(timeZone),
  mode: 'TIMED',
  durationMinutes: 60,
  stepMinutes: 15,
});

/** Zone, the day before and the day after a change of its clocks, and when a guest comes and goes. */
const nights = [
  ['Europe/Paris', '2027-03-27', '2027-03-29', '2027-03-27T14:00Z', '2027-03-29T09:00Z'],
  ['Europe/Paris', '2027-10-30', '2027-11-01', '2027-10-30T13:00Z', '2027-11-01T10:00Z'],
  ['America/New_York', '2027-03-13', '2027-03-15', '2027-03-13T20:00Z', '2027-03-15T15:00Z'],
  ['America/New_York', '2027-11-06', '2027-11-08', '2027-11-06T19:00Z', '2027-11-08T16:00Z'],
  ['Australia/Lord_Howe', '2027-04-03', '2027-04-05', '2027-04-03T04:00Z', '2027-04-05T00:30Z'],
  ['Australia/Lord_Howe', '2027-10-02', '2027-10-04', '2027-10-02T04:30Z', '2027-10-04T00:00Z'],
  ['Africa/Casablanca', '2024-03-09', '2024-03-11', '2024-03-09T14:00Z', '2024-03-11T11:00Z'],
  ['Africa/Casablanca', '2024-04-13', '2024-04-15', '2024-04-13T15:00Z', '2024-04-15T10:00Z'],
  ['Asia/Kathmandu', '2027-03-27', '2027-03-29', '2027-03-27T09:15Z', '2027-03-29T05:15Z'],
  ['Pacific/Apia', '2021-04-03', '2021-04-05', '2021-04-03T01:00Z', '2021-04-04T22:00Z'],
  ['Pacific/Apia', '2020-09-26', '2020-09-28', '2020-09-26T02:00Z', '2020-09-27T21:00Z'],
  ['Pacific/Apia', '2011-12-29', '2011-12-31', '2011-12-30T01:00Z', '2011-12-30T21:00Z'],
  ['America/Sao_Paulo', '2018-11-03', '2018-11-05', '2018-11-03T18:00Z', '2018-11-05T13:00Z'],
  ['America/Sao_Paulo', '2019-02-16', '2019-02-18', '2019-02-16T17:00Z', '2019-02-18T14:00Z'],
  ['UTC', '2027-03-27', '2027-03-29', '2027-03-27T15:00Z', '2027-03-29T11:00Z'],
] as const;

it.each(nights)('B4: two nights in %s from %s', (zone, from, to, arrival, departure) => {
  const slot = slotOf(nightly(zone), from, to);
  expect(slot.startsAt).toEqual(new Date(arrival));
  expect(slot.endsAt).toEqual(new Date(departure));
  expect(slot.times).toBe(2);
  // A night is a night, however long it is.
  expect(slot.occupied.to.getTime() - slot.occupied.from.getTime()).toBe(2 * 86_400_000);
});

/** Zone, a local time near a change of its clocks, and its instant: null where there is none. */
const times = [
  ['Europe/Paris', '2027-03-28T01:45', '2027-03-28T00:45Z'],
  ['Europe/Paris', '2027-03-28T02:00', null],
  ['Europe/Paris', '2027-03-28T02:45', null],
  ['Europe/Paris', '2027-03-28T03:00', '2027-03-28T01:00Z'],
  ['Europe/Paris', '2027-10-31T02:30', '2027-10-31T00:30Z'],
  ['Europe/Paris', '2027-10-31T03:00', '2027-10-31T02:00Z'],
  ['America/New_York', '2027-03-14T02:30', null],
  ['America/New_York', '2027-11-07T01:30', '2027-11-07T05:30Z'],
  ['Australia/Lord_Howe', '2027-10-03T02:15', null],
  ['Australia/Lord_Howe', '2027-10-03T02:30', '2027-10-02T15:30Z'],
  ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45Z'],
  ['Africa/Casablanca', '2024-03-10T02:30', '2024-03-10T01:30Z'],
  ['Africa/Casablanca', '2024-04-14T02:30', null],
  ['Asia/Kathmandu', '2027-03-28T02:30', '2027-03-27T20:45Z'],
  ['Pacific/Apia', '2011-12-30T10:00', null],
  ['Pacific/Apia', '2021-04-04T03:30', '2021-04-03T13:30Z'],
  ['Pacific/Apia', '2020-09-27T03:30', null],
  ['America/Sao_Paulo', '2018-11-04T00:00', null],
  ['America/Sao_Paulo', '2018-11-04T01:00', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2019-02-16T23:00', '2019-02-17T01:00Z'],
  ['UTC', '2027-03-28T02:30', '2027-03-28T02:30Z'],
] as const;

it.each(times)('B4: in %s, %s is %s', (zone, local, instant) => {
  expect(instantOf(local, zone)).toEqual(instant === null ? null : new Date(instant));
  const ask = () => slotOf(hourly(zone), local, null);
  if (instant === null) return expect(ask).toThrow(Refusal);
  const slot = ask();
  expect(slot.startsAt).toEqual(new Date(instant));
  expect(slot.endsAt.getTime() - slot.startsAt.getTime()).toBe(3_600_000);
  return expect(slotOf(hourly(zone), slot.startsAt.toISOString(), null)).toEqual(slot);
});

const refused = (offering: SlotOffering, from: string, to?: string) => {
  try {
    slotOf(offering, from, to);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.details.field, error.message];
  }
  return null;
};

it('B4: the second of two local times is not offered, and a day that is not there has no night', () => {
  expect(refused(hourly('Europe/Paris'), '2027-10-31T02:30+01:00')).toEqual([
    'SLOT_NOT_OFFERED',
    'from',
    'Clocks go back on this day: the first of the two is offered alone.',
  ]);
  expect(refused(nightly('Pacific/Apia'), '2011-12-30', '2011-12-31')?.[2]).toBe(
    'There is no such day in Pacific/Apia.',
  );
  expect(refused(nightly('UTC'), '2027-01-01', '2027-01-01')?.[1]).toBe('to');
  expect(refused(nightly('UTC'), '2027-01-01')?.[1]).toBe('to');
  expect(refused(nightly('UTC'), '2027-01-01T10:00', '2027-01-02')?.[1]).toBe('from');
  expect(refused(nightly('UTC'), '2027-01-01', '2028-06-01')?.[1]).toBe('to');
  expect(refused(hourly('UTC'), '2027-01-01')?.[1]).toBe('from');
  expect(refused(hourly('UTC'), '2027-01-01T10:07')?.[2]).toBe('It does not begin at this time.');
  expect(refused(hourly('UTC'), '2027-01-01T10:00', '2027-01-01T12:00')?.[1]).toBe('to');
  expect(refused(hourly('UTC'), '2027-01-01T10:00', '2027-01-01T11:00')).toBeNull();
});

it('B2: what is taken has the buffers around it, what the guest sees has not', () => {
  const slot = slotOf(
    { ...hourly('Asia/Seoul'), bufferBeforeMinutes: 10, bufferAfterMinutes: 20 },
    '2027-05-01T10:00',
    undefined,
  );
  expect([slot.from, slot.to]).toEqual(['2027-05-01T10:00', '2027-05-01T11:00']);
  expect(slot.occupied).toEqual({ from: new Date('2027-05-01T00:50Z'), to: new Date('2027-05-01T02:20Z') });
});

it('B2: appointments lie between opening and closing, departures at their times, both on their weekdays', () => {
  const salon = { ...hourly('UTC'), opensAt: '10:00', closesAt: '12:00', stepMinutes: 30, weekdays: [6] };
  expect(offeredTimes(salon, '2027-05-01')).toEqual(['10:00', '10:30', '11:00']);
  expect(offeredTimes(salon, '2027-05-02')).toEqual([]);
  expect(offeredTimes({ ...salon, mode: 'DEPARTURE', departureTimes: ['14:00', '09:00'] }, '2027-05-01')).toEqual([
    '09:00',
    '14:00',
  ]);
  expect(localOf(new Date('2027-05-01T00:00Z'), 'Asia/Kathmandu')).toBe('2027-05-01T05:45');
});
