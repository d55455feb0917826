import { useCallback, useMemo, useRef, useState } from 'react';
import type { AnyVariables } from 'urql';
import type { Identified } from './pages.js';
import { type Listed, type PagesOptions, usePagesOf } from './use-pages.js';

export interface Live extends Identified {
  readonly version: number;
}

export interface LiveListOptions<Data, Variables extends AnyVariables, Row extends Live>
  extends PagesOptions<Data, Variables, Row> {
  /** Whether a row belongs on the list, as the server would decide. */
  matches: (row: Row) => boolean;
  /** In the order of the server. */
  compare: (a: Row, b: Row) => number;
}

export interface LiveList<Row> extends Listed<Row> {
  readonly total: number | undefined;
  /** An event says how a row is now, and how it was: null for a new one, undefined for who knows. */
  take: (row: Row, before: Row | null | undefined) => void;
}

/**
 * A list of the server that stays true by events: what is on it changes in place, what comes to belong to it appears
 * where it belongs, what does not any more goes.
 */
export function useLiveList<Data, Variables extends AnyVariables, Row extends Live>(
  options: LiveListOptions<Data, Variables, Row>,
): LiveList<Row> {
  const { matches, compare } = options;
  const { pages, state, before } = usePagesOf(options);
  const [arrived, setArrived] = useState<Arrivals<Row>>({ of: pages, rows: new Map(), delta: 0 });
  const own = arrived.of === pages ? arrived : { of: pages, rows: new Map<string, Row>(), delta: 0 };

  const belongs = useRef(matches);
  belongs.current = matches;
  const reload = useCallback(() => {
    setArrived({ of: pages, rows: new Map(), delta: 0 });
    pages.reload();
  }, [pages]);
  const take = useCallback(
    (row: Row, given: Row | null | undefined) => {
      setArrived((previous) => {
        const now = previous.of === pages ? previous : { of: pages, rows: new Map<string, Row>(), delta: 0 };
        const last = now.rows.get(row.id);
        if (last !== undefined && last.version > row.version) return now;
        const before = given === undefined ? (last ?? row) : given;
        const delta = Number(belongs.current(row)) - Number(before !== null && belongs.current(before));
        return { of: pages, rows: new Map(now.rows).set(row.id, row), delta: now.delta + delta };
      });
    },
    [pages],
  );

  // What was listed before, as far as it belongs here too: something to look at until the answer is there.
  const rows = useMemo(
    () => merged(state.rows ?? before, own.rows, matches, compare, state.more),
    [state.rows, before, own.rows, matches, compare, state.more],
  );
  return {
    rows: state.rows === undefined && rows.length === 0 ? undefined : rows,
    total: state.total === undefined ? undefined : state.total + own.delta,
    hasMore: state.more,
    error: state.error,
    more: pages.more,
    reload,
    take,
  };
}

interface Arrivals<Row> {
  readonly of: object;
  readonly rows: ReadonlyMap<string, Row>;
  readonly delta: number;
}

/** What sorts behind the last page that is here comes with the next one. */
export function merged<Row extends Live>(
  listed: readonly Row[],
  arrived: ReadonlyMap<string, Row>,
  matches: (row: Row) => boolean,
  compare: (a: Row, b: Row) => number,
  more: boolean,
): readonly Row[] {
  const all = new Map(listed.map((row) => [row.id, row]));
  const last = listed.at(-1);
  for (const row of arrived.values()) {
    const had = all.get(row.id);
    if (had === undefined ? more && last !== undefined && compare(row, last) > 0 : had.version >= row.version) continue;
    all.set(row.id, row);
  }
  return [...all.values()].filter(matches).sort(compare);
}
