const seconds = 10;

/** How often something happens: on average over the last ten whole seconds. `now` in milliseconds, never going back. */
export class RateMeter {
  readonly #counts = new Array<number>(seconds + 1).fill(0);
  #second: number;

  constructor(readonly now: () => number = () => performance.now()) {
    this.#second = this.#thisSecond();
  }

  add(count: number): void {
    this.#forget();
    this.#counts[this.#second % this.#counts.length] = (this.#counts[this.#second % this.#counts.length] ?? 0) + count;
  }

  get perSecond(): number {
    this.#forget();
    const current = this.#counts[this.#second % this.#counts.length] ?? 0;
    return (this.#counts.reduce((sum, count) => sum + count, 0) - current) / seconds;
  }

  #forget(): void {
    const second = this.#thisSecond();
    for (let past = Math.max(this.#second + 1, second - seconds); past <= second; past++)
      this.#counts[past % this.#counts.length] = 0;
    this.#second = second;
  }

  #thisSecond(): number {
    return Math.floor(this.now() / 1_000);
  }
}
