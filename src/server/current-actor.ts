import type { Actor } from '../actor.js';

/**
 * Whom a connection belongs to, with the rights of the moment: read once, and anew after whatever may have changed them.
 * What was read before that is never kept, however late it comes; and nobody is answered with what is being read anew.
 */
export class CurrentActor {
  #actor: Actor | null = null;
  /** Nothing has changed the rights since they were read. */
  #fresh = false;
  /** So often something may have changed them. */
  #changes = 0;

  constructor(readonly renew: (actor: Actor) => Promise<Actor>) {}

  /** Whoever it is, with rights that may be old. */
  get known(): Actor | null {
    return this.#actor;
  }

  /** From here on it belongs to them. */
  become(actor: Actor | null): void {
    this.outdated();
    this.#actor = actor;
  }

  /** Something may have changed the rights. */
  outdated(): void {
    this.#changes++;
    this.#fresh = false;
  }

  /** With rights that nothing has changed since. Throws UNAUTHENTICATED as `renew` does. */
  async now(): Promise<Actor | null> {
    const actor = this.#actor;
    if (actor === null || this.#fresh) return actor;
    const changes = this.#changes;
    const renewed = await this.renew(actor);
    if (changes === this.#changes) {
      this.#actor = renewed;
      this.#fresh = true;
    }
    return renewed;
  }
}
