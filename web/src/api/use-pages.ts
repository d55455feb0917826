import { useMemo, useRef, useSyncExternalStore } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import { type Identified, type Page, Pages, type PagesState } from './pages.js';

export interface PagesOptions<Data, Variables extends AnyVariables, Row> {
  query: TypedDocumentNode<Data, Variables>;
  /** Without `after`, which is the list’s own. */
  variables: Omit<Variables, 'after'>;
  pick: (data: Data) => Page<Row> | null | undefined;
  /** Fetches to the end by itself. */
  all?: boolean;
}

/** What stands on the screen as a list. */
export interface Listed<Row> {
  /** Undefined until they are there. */
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  readonly error: CombinedError | undefined;
  /** Fetches the next page, or again what could not be fetched. */
  more: () => void;
  reload: () => void;
}

/** A list of the server, page after page. Until the first one is there, what was listed before stands. */
export function usePages<Data, Variables extends AnyVariables, Row extends Identified>(
  options: PagesOptions<Data, Variables, Row>,
): Listed<Row> {
  const { pages, state, before } = usePagesOf(options);
  return {
    // What answered another question is no answer to one that failed.
    rows: state.rows ?? (before.length === 0 || state.error !== undefined ? undefined : before),
    hasMore: state.more,
    error: state.error,
    more: pages.more,
    reload: pages.reload,
  };
}

interface Followed<Data, Variables extends AnyVariables, Row extends Identified> {
  /** Another one for other variables. */
  readonly pages: Pages<Data, Variables, Row>;
  readonly state: PagesState<Row>;
  /** What was listed last, perhaps for other variables. */
  readonly before: readonly Row[];
}

export function usePagesOf<Data, Variables extends AnyVariables, Row extends Identified>(
  options: PagesOptions<Data, Variables, Row>,
): Followed<Data, Variables, Row> {
  const client = useClient();
  const { query, all = false } = options;
  const key = JSON.stringify(options.variables);
  const pick = useRef(options.pick);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the variables
  const pages = useMemo(
    () =>
      new Pages(
        client,
        query,
        // What is left out here is what is given there.
        (after) => ({ ...options.variables, ...(after !== null && { after }) }) as unknown as Variables,
        (data: Data) => pick.current(data),
        all,
      ),
    [client, query, key, all],
  );
  const state = useSyncExternalStore(pages.subscribe, () => pages.state);
  const before = useRef<readonly Row[]>([]);
  if (state.rows !== undefined) before.current = state.rows;
  return { pages, state, before: before.current };
}
