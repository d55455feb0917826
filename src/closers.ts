interface Closable {
  close(): Promise<void>;
}

/** What was opened, closed in the reverse order: once, and all of it even when one of them fails. */
export class Closers {
  readonly #opened: Closable[] = [];
  #closing: Promise<void> | undefined;

  add<T extends Closable>(opened: T): T {
    this.#opened.push(opened);
    return opened;
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const opened of this.#opened.toReversed())
      await opened.close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.');
  }
}
