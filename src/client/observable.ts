/** A value that changes, and whoever wants to know. */
export class Observable<Value> {
  readonly #observers = new Set<(value: Value) => void>();

  constructor(
    public value: Value,
    readonly same: (a: Value, b: Value) => boolean = Object.is,
  ) {}

  set(value: Value): void {
    if (this.same(this.value, value)) return;
    this.value = value;
    for (const observer of [...this.#observers]) observer(value);
  }

  /**
   * Calls the observer now, and then after every change.
   *
   * @returns stops observing.
   */
  observe(observer: (value: Value) => void): () => void {
    // The same function may observe twice, and each stops by itself.
    const own = (value: Value) => observer(value);
    this.#observers.add(own);
    observer(this.value);
    return () => void this.#observers.delete(own);
  }
}
