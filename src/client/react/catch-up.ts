import type { FrontdeskClient } from '../client.js';
import { Observable } from '../observable.js';
import { isConnected } from '../state.js';

/** Counts what was missed while there was no connection, over all feeds, so that it can be said. */
export class CatchUp {
  /** How many events came after the last loss. Null while nothing was lost since the start. */
  readonly total = new Observable<number | null>(null);
  /** How often a lost connection has come back. A feed that was begun before the latest has missed what it is given first. */
  returns = 0;
  #lost = false;
  #away = false;

  constructor(client: FrontdeskClient) {
    let connected = false;
    client.observe((state) => {
      const now = isConnected(state);
      if (connected && !now) this.#away = this.#lost = true;
      if (now && this.#away) {
        this.#away = false;
        this.returns++;
      }
      connected = now;
    });
  }

  /** A feed goes on, and so many events come first. */
  expect(events: number): void {
    this.total.set((this.#lost ? 0 : (this.total.value ?? 0)) + events);
    this.#lost = false;
  }
}
