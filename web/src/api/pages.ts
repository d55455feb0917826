import type { AnyVariables, Client, CombinedError, RequestPolicy, TypedDocumentNode } from 'urql';

/** What lists hold: known by its id, it stands on one of them once. */
export interface Identified {
  readonly id: string;
}

export interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface PagesState<Row> {
  /** Undefined until the first page is there. */
  readonly rows: readonly Row[] | undefined;
  readonly total: number | undefined;
  readonly more: boolean;
  readonly error: CombinedError | undefined;
}

interface Shown<Row> {
  after: string | null;
  page: Page<Row> | undefined;
  error: CombinedError | undefined;
  unsubscribe: () => void;
}

const nothing: PagesState<never> = { rows: undefined, total: undefined, more: false, error: undefined };

/**
 * The pages of one list, in order, each followed in the cache for as long as the list is shown. `all` fetches to the
 * end by itself: for what is looked at as a whole.
 */
export class Pages<Data, Variables extends AnyVariables, Row extends Identified> {
  #shown: Shown<Row>[] = [];
  #state: PagesState<Row> = nothing;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly client: Client,
    private readonly query: TypedDocumentNode<Data, Variables>,
    private readonly variables: (after: string | null) => Variables,
    private readonly pick: (data: Data) => Page<Row> | null | undefined,
    private readonly all: boolean,
  ) {}

  get state(): PagesState<Row> {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1 && this.#shown.length === 0) this.#open(null);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  };

  /** The next page; before that, again each that could not be fetched. */
  more = (): void => {
    const failed = this.#shown.filter(({ error }) => error !== undefined);
    const last = this.#shown.at(-1);
    if (failed.length > 0) for (const shown of failed) this.#follow(shown, 'network-only');
    else if (last?.page?.pageInfo.hasNextPage === true) this.#open(last.page.pageInfo.endCursor ?? null);
  };

  /** Asks the server for everything that is shown, from the beginning. */
  reload = (): void => {
    this.#close();
    this.#open(null, 'network-only');
  };

  #open(after: string | null, requestPolicy: RequestPolicy = 'cache-and-network'): void {
    const shown: Shown<Row> = { after, page: undefined, error: undefined, unsubscribe: () => {} };
    this.#shown.push(shown);
    this.#follow(shown, requestPolicy);
  }

  #follow(shown: Shown<Row>, requestPolicy: RequestPolicy): void {
    shown.unsubscribe();
    const { unsubscribe } = this.client
      .query(this.query, this.variables(shown.after), { requestPolicy })
      .subscribe(({ data, error }) => {
        shown.page = data === undefined ? shown.page : (this.pick(data) ?? shown.page);
        shown.error = error;
        this.#align(shown);
        this.#tell();
        if (this.all && this.#shown.at(-1) === shown && error === undefined) this.more();
      });
    shown.unsubscribe = unsubscribe;
  }

  /** A page may end elsewhere than it did: the next one begins there, so that nothing falls between them. */
  #align(shown: Shown<Row>): void {
    const at = this.#shown.indexOf(shown);
    const next = this.#shown[at + 1];
    if (at === -1 || next === undefined || shown.page === undefined) return;
    const { hasNextPage, endCursor = null } = shown.page.pageInfo;
    if (!hasNextPage) for (const { unsubscribe } of this.#shown.splice(at + 1)) unsubscribe();
    else if (next.after !== endCursor) {
      next.after = endCursor;
      this.#follow(next, 'cache-and-network');
    }
  }

  #close(): void {
    for (const { unsubscribe } of this.#shown) unsubscribe();
    this.#shown = [];
  }

  #tell(): void {
    const pages = this.#shown.flatMap(({ page }) => page ?? []);
    const [first] = pages;
    // Until both are here, what has moved from one page to the next is on both.
    const rows = new Map(pages.flatMap(({ nodes }) => nodes.map((row) => [row.id, row] as const)));
    this.#state = {
      rows: first === undefined ? undefined : [...rows.values()],
      total: first?.totalCount,
      more: pages.at(-1)?.pageInfo.hasNextPage ?? false,
      error: this.#shown.find(({ error }) => error !== undefined)?.error,
    };
    for (const listener of this.#listeners) listener();
  }
}
