export interface HeartbeatOptions {
  /** After so long a silence the server is asked whether it is there. */
  readonly everyMs: number;
  /** It answers within this time, or the connection is dead. */
  readonly timeoutMs: number;
}

export const defaultHeartbeat: HeartbeatOptions = { everyMs: 10_000, timeoutMs: 5_000 };

/** Finds out that a connection is dead though nobody said so: half-open, frozen, or cut while the computer slept. */
export class Heartbeat {
  #last = Date.now();
  #tick: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly options: HeartbeatOptions,
    readonly ping: () => void,
    readonly dead: () => void,
  ) {
    this.#wait();
  }

  /** Anything that comes from the server proves that it is there. */
  heard(): void {
    this.#last = Date.now();
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  /** Asks now. A question that is open already keeps its time, unless this one has less. */
  probe(timeoutMs = this.options.timeoutMs): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(this.dead, timeoutMs);
    this.ping();
  }

  stop(): void {
    clearTimeout(this.#tick);
    clearTimeout(this.#deadline);
  }

  #wait(): void {
    const { everyMs } = this.options;
    const due = Date.now() + everyMs;
    this.#tick = setTimeout(() => {
      const now = Date.now();
      // A timer that is this late, or a clock that went back, means sleep: what was open may be gone since.
      const slept = Math.abs(now - due) > everyMs / 2;
      if (this.#deadline === undefined && (slept || now - this.#last >= everyMs / 2)) this.probe();
      this.#wait();
    }, everyMs);
  }
}
