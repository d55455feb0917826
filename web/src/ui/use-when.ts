import { useMemo } from 'react';
import { useSpeech } from '../text/text.js';
import { asUtc, dayOf } from './days.js';

export interface When {
  /** `Fri 1 May` */
  day: (local: string) => string;
  /** `1 May 2026` */
  fullDay: (local: string) => string;
  /** `Friday, 1 May 2026` */
  longDay: (local: string) => string;
  weekday: (local: string) => string;
  dayNumber: (local: string) => string;
  month: (local: string) => string;
  /** `14:30` */
  time: (local: string) => string;
  /** From when until when, saying no day twice. */
  span: (from: string, to: string) => string;
  /** An instant, in words of somewhere. */
  moment: (instant: string, timeZone?: string) => string;
}

/** Says local days and times of a property. They stand for themselves: the zone of the reader changes nothing. */
export function useWhen(): When {
  const { language } = useSpeech();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const made = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      return (local: string) => made.format(asUtc(local));
    };
    const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
    const fullDay = format({ dateStyle: 'medium' });
    const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const moments = new Map<string | undefined, Intl.DateTimeFormat>();
    return {
      day,
      fullDay,
      longDay: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
      weekday: format({ weekday: 'short' }),
      dayNumber: format({ day: 'numeric' }),
      month: format({ month: 'long', year: 'numeric' }),
      time,
      span(from, to) {
        if (from.length === 10) return `${day(from)} – ${day(to)}`;
        const end = dayOf(from) === dayOf(to) ? time(to) : `${day(to)}, ${time(to)}`;
        return `${day(from)}, ${time(from)} – ${end}`;
      },
      moment(instant, timeZone) {
        const made =
          moments.get(timeZone) ??
          new Intl.DateTimeFormat(language, {
            dateStyle: 'medium',
            timeStyle: 'short',
            ...(timeZone !== undefined && { timeZone }),
          });
        moments.set(timeZone, made);
        return made.format(new Date(instant));
      },
    };
  }, [language]);
}
