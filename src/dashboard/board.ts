import { isDeepStrictEqual } from 'node:util';
import type { Follower } from '../realtime/hub.js';
import type { HeldHub } from '../realtime/hubs.js';
import type { BoardsOptions } from './boards.js';
import { readDashboard } from './read-dashboard.js';
import type { Snapshot } from './snapshot.js';

/** Between two countings, however much happens. */
const restMs = 1_000;
/** What belongs together comes together. */
const gatherMs = 50;
/** What no event tells: a day that ends, and the answers in conversations of the whole platform. */
const lookMs = 15_000;

export interface BoardOptions extends BoardsOptions {
  readonly stream: string;
  readonly propertyId: string | null;
}

/** One dashboard, for as long as somebody follows it. */
export class Board implements Follower {
  current: Snapshot | undefined;
  readonly #listeners = new Set<() => void>();
  #held: HeldHub | undefined;
  #timer: NodeJS.Timeout | undefined;
  #counting = false;
  #stirred = false;
  #countedAt = 0;
  #closed = false;

  constructor(readonly options: BoardOptions) {
    void this.#open();
  }

  /** Resolves when there is another snapshot, or the signal is aborted. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#held?.hub.unfollow(this);
    this.#held?.release();
  }

  async #open(): Promise<void> {
    try {
      const held = await this.options.hubs.hold(this.options.stream);
      if (this.#closed) return held.release();
      this.#held = held;
      // Before it is counted: what happens meanwhile is counted again.
      held.hub.follow(this);
      await this.#countAgain();
    } catch (error) {
      this.#report(error);
      if (!this.#closed) this.#timer = setTimeout(() => void this.#open(), restMs).unref();
    }
  }

  /** The log or the database did not answer: those who follow wait. */
  #report(error: unknown): void {
    this.options.log.debug({ err: error, stream: this.options.stream }, 'A dashboard will be counted again');
  }

  moved(): void {
    this.#stirred = true;
    if (!this.#counting) this.#schedule(Math.max(gatherMs, this.#countedAt + restMs - Date.now()));
  }

  #schedule(afterMs: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#countAgain(), afterMs);
    this.#timer.unref();
  }

  async #countAgain(): Promise<void> {
    this.#stirred = false;
    this.#counting = true;
    try {
      await this.#count();
    } catch (error) {
      this.#stirred = true;
      this.#report(error);
    } finally {
      this.#counting = false;
      this.#schedule(this.#stirred ? restMs : lookMs);
    }
  }

  async #count(): Promise<void> {
    const { database, propertyId } = this.options;
    this.#countedAt = Date.now();
    const next = await readDashboard(database, propertyId);
    const { at: _then, ...before } = this.current ?? { at: null };
    const { at: _now, ...after } = next;
    if (isDeepStrictEqual(before, after)) return;
    this.current = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
