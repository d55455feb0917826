/** How many sockets and streams somebody has on this node. */
export class SocketCounts {
  readonly #counts = new Map<string, number>();

  /** Counts one more, unless there are as many as may be. Answers how to give it back, or undefined when it is refused. */
  take(key: string, most: number): (() => void) | undefined {
    const count = this.#counts.get(key) ?? 0;
    if (count >= most) return undefined;
    this.#counts.set(key, count + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left === 0) this.#counts.delete(key);
      else this.#counts.set(key, left);
    };
  }
}
