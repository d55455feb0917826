import type { Sum } from '../schema/money.js';
import type { Figures } from './figures.js';

/** How a property stands, or all of them together. */
export interface Snapshot
  extends Omit<Figures, 'propertyId' | 'currency' | 'day' | 'revenue' | 'soldAmount' | 'soldUnits'> {
  /** Null: the whole platform. */
  readonly propertyId: string | null;
  readonly at: Date;
  /** Null for the whole platform, where days begin at many times. */
  readonly day: string | null;
  /** By currency, in the order of their codes. */
  readonly revenues: readonly Sum[];
  readonly averageDailyRates: readonly Sum[];
}

export function snapshotOf(figures: readonly Figures[], propertyId: string | null, at: Date): Snapshot {
  const sum = (of: (each: Figures) => number) => figures.reduce((total, each) => total + of(each), 0);
  return {
    propertyId,
    at,
    day: propertyId === null ? null : (figures[0]?.day ?? null),
    bookings: sum(({ bookings }) => bookings),
    newBookings: sum(({ newBookings }) => newBookings),
    arrivals: sum(({ arrivals }) => arrivals),
    arrivalsToCome: sum(({ arrivalsToCome }) => arrivalsToCome),
    departures: sum(({ departures }) => departures),
    departuresToCome: sum(({ departuresToCome }) => departuresToCome),
    inHouse: sum(({ inHouse }) => inHouse),
    units: sum(({ units }) => units),
    unitsTaken: sum(({ unitsTaken }) => unitsTaken),
    openConversations: sum(({ openConversations }) => openConversations),
    answers: figures.flatMap(({ answers }) => answers),
    orders: sum(({ orders }) => orders),
    openOrders: sum(({ openOrders }) => openOrders),
    ...money(figures),
  };
}

function money(figures: readonly Figures[]): Pick<Snapshot, 'revenues' | 'averageDailyRates'> {
  const totals = new Map<string, { revenue: number; soldUnits: number; soldAmount: number }>();
  for (const { currency, revenue, soldUnits, soldAmount } of figures) {
    const total = totals.get(currency) ?? { revenue: 0, soldUnits: 0, soldAmount: 0 };
    totals.set(currency, {
      revenue: total.revenue + revenue,
      soldUnits: total.soldUnits + soldUnits,
      soldAmount: total.soldAmount + soldAmount,
    });
  }
  const sorted = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    revenues: sorted.map(([currency, { revenue }]) => ({ amount: revenue, currency })),
    averageDailyRates: sorted
      .filter(([, { soldUnits }]) => soldUnits > 0)
      .map(([currency, { soldUnits, soldAmount }]) => ({ amount: Math.round(soldAmount / soldUnits), currency })),
  };
}

/** Of all units, the share that is taken. Null where there are none. */
export const occupancyOf = ({ units, unitsTaken }: Pick<Snapshot, 'units' | 'unitsTaken'>): number | null =>
  units === 0 ? null : unitsTaken / units;

/** How long half of those who were answered waited at most. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
