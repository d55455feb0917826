/** One for each hour of the world. */
const cities = [
  ...['Pacific/Pago_Pago', 'Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Denver'],
  ...['America/Chicago', 'America/New_York', 'America/Halifax', 'America/Sao_Paulo', 'Atlantic/South_Georgia'],
  ...['Atlantic/Azores', 'Europe/Lisbon', 'Europe/Paris', 'Africa/Cairo', 'Africa/Nairobi', 'Asia/Dubai'],
  ...['Asia/Karachi', 'Asia/Dhaka', 'Asia/Ho_Chi_Minh', 'Asia/Singapore', 'Asia/Tokyo', 'Australia/Brisbane'],
  ...['Pacific/Noumea', 'Pacific/Auckland', 'Pacific/Tongatapu'],
];

const hourIn = (timeZone: string, now: Date) =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now));

/** Where the day has just begun: what is sold there today can still be had, whenever a story is played. */
export function whereItIsMorning(now = new Date()): string {
  const zone = cities.find((each) => [5, 6].includes(hourIn(each, now)));
  if (zone === undefined) throw new Error('It is morning somewhere.');
  return zone;
}

/** The day there, that many days from today. */
export const dayIn = (timeZone: string, days = 0): string =>
  new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(Date.now() + days * 86_400_000));
