import { useMemo } from 'react';
import { useSpeech } from '../text/text.js';

export interface Amount {
  readonly amount: number;
  readonly currency: string;
}

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Money in words of the language, from minor units. */
export function useMoney(): (money: Amount) => string {
  const { language } = useSpeech();
  return useMemo(() => {
    const formats = new Map<string, Intl.NumberFormat>();
    return ({ amount, currency }) => {
      const format = formats.get(currency) ?? new Intl.NumberFormat(language, { style: 'currency', currency });
      formats.set(currency, format);
      return format.format(amount / 10 ** digitsOf(currency));
    };
  }, [language]);
}

/** For a field in which an amount is typed. */
export const majorUnits = ({ amount, currency }: Amount): string =>
  (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** What was typed, in minor units. Null for what is no amount. */
export function minorUnits(typed: string, currency: string): number | null {
  const value = Number(typed.replace(',', '.').trim());
  return typed.trim() === '' || !Number.isFinite(value) ? null : Math.round(value * 10 ** digitsOf(currency));
}

/** The smallest step of a field for amounts. */
export const smallestStep = (currency: string): string => String(1 / 10 ** digitsOf(currency));
