import type { BookingStatus } from '../generated/prisma/enums.js';

/** What stands in the thread of a booking when something happens to it. */
export interface ThreadTexts {
  subject(code: string): string;
  created(status: BookingStatus, what: string): string;
  status(to: BookingStatus, reason: string | null): string;
  changed(what: string): string;
  /** Null: nobody. */
  provider(name: string | null): string;
}

const because = (reason: string | null) => (reason === null ? '' : ` (${reason})`);

const english: ThreadTexts = {
  subject: (code) => `Booking ${code}`,
  created: (status, what) => (status === 'CONFIRMED' ? `Booked: ${what}.` : `Requested: ${what}.`),
  status: (to, reason) => `${englishStatus[to]}${because(reason)}.`,
  changed: (what) => `Changed: ${what}.`,
  provider: (name) => (name === null ? 'Nobody is assigned any more.' : `${name} is assigned.`),
};

const englishStatus: Record<BookingStatus, string> = {
  PENDING: 'The booking is waiting to be confirmed',
  CONFIRMED: 'The booking is confirmed',
  DECLINED: 'The booking was declined',
  CANCELLED: 'The booking was cancelled',
  EXPIRED: 'The booking has expired: nobody confirmed it in time',
  CHECKED_IN: 'Checked in',
  COMPLETED: 'Checked out',
  NO_SHOW: 'Nobody came',
};

const korean: ThreadTexts = {
  subject: (code) => `예약 ${code}`,
  created: (status, what) => (status === 'CONFIRMED' ? `예약되었습니다: ${what}` : `예약이 요청되었습니다: ${what}`),
  status: (to, reason) => `${koreanStatus[to]}${because(reason)}`,
  changed: (what) => `변경되었습니다: ${what}`,
  provider: (name) => (name === null ? '담당자가 없습니다.' : `담당: ${name}`),
};

const koreanStatus: Record<BookingStatus, string> = {
  PENDING: '예약이 확인을 기다리고 있습니다.',
  CONFIRMED: '예약이 확정되었습니다.',
  DECLINED: '예약이 거절되었습니다.',
  CANCELLED: '예약이 취소되었습니다.',
  EXPIRED: '제때 확인되지 않아 예약이 만료되었습니다.',
  CHECKED_IN: '체크인했습니다.',
  COMPLETED: '체크아웃했습니다.',
  NO_SHOW: '방문하지 않았습니다.',
};

/** In the language in which a property writes to guests; English for those that there is nothing in. */
export const threadTextsIn = (locale: string | undefined): ThreadTexts =>
  /^ko\b/i.test(locale ?? '') ? korean : english;
