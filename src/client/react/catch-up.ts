import type { FrontdeskClient } from '../client.js';
import { Observable } from '../observable.js';

/** Counts what was missed while there was no connection, over all feeds, so that it can be said. */
export class CatchUp {
  /** How many events came after the last loss. Null while nothing was lost since the start. */
  readonly total = new Observable<number | null>(null);
  #lost = false;

  constructor(client: FrontdeskClient) {
    let connected = false;
    client.observe(({ status }) => {
      const now = status === 'live' || status === 'catchingUp';
      if (connected && !now) this.#lost = true;
      connected = now;
    });
  }

  /** A feed goes on, and so many events come first. */
  expect(events: number): void {
    this.total.set((this.#lost ? 0 : (this.total.value ?? 0)) + events);
    this.#lost = false;
  }
}
