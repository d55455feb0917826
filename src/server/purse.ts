import type { Actor } from '../actor.js';
import type { App } from '../app.js';
import type { RequestInfo } from '../context.js';
import { Fault } from '../errors.js';
import type { Bucket, Taken } from '../rates/bucket.js';
import { networkOf } from '../rates/network-of.js';

/** The numbers that everybody may see: what an operation costs, and how much one has left. */
export interface PublicNumbers {
  readonly cost: { requested: number; maximum: number; remaining: number };
  readonly rateLimit: { limit: number; remaining: number; perSecond: number };
}

/** What one request costs, paid from the bucket of whoever asks. */
export class Purse {
  readonly #bucket: Bucket;
  readonly #who: string;
  /** Nobody can ever pay more than a full bucket. */
  readonly maximum: number;
  readonly #fee: number;
  #paid = 0;
  #numbers: PublicNumbers | undefined;

  constructor(
    readonly app: App,
    { actor, request }: { actor: Actor | null; request: RequestInfo },
  ) {
    const { limits } = app.config;
    this.#bucket =
      actor === null
        ? { capacity: limits.LIMIT_ANONYMOUS_COST, perSecond: limits.LIMIT_ANONYMOUS_COST_PER_SECOND }
        : { capacity: limits.LIMIT_USER_COST, perSecond: limits.LIMIT_USER_COST_PER_SECOND };
    this.#who = actor?.key ?? `address:${networkOf(request.address)}`;
    this.maximum = Math.min(limits.LIMIT_COST, this.#bucket.capacity);
    this.#fee = Math.min(limits.LIMIT_REFUSED_COST, this.maximum);
  }

  /** As they were after the last payment. */
  get numbers(): PublicNumbers | undefined {
    return this.#numbers;
  }

  /** For work that is done before the cost is known; it counts towards that. Throws RATE_LIMITED. */
  async payFee(): Promise<void> {
    await this.#settle(this.#fee, this.#fee);
  }

  /** Throws RATE_LIMITED when that is not there, QUERY_TOO_COMPLEX when it could never be. */
  async pay(requested: number): Promise<PublicNumbers> {
    if (requested <= this.maximum) return this.#settle(Math.max(1, requested), requested);
    // What is refused for its size is paid for too, as far as the bucket reaches: guessing at limits is not free.
    const { taken } = await this.#take(this.maximum - this.#paid, requested);
    if (!taken.allowed && this.#paid === 0) await this.#take(this.#fee, requested);
    throw new Fault(
      'QUERY_TOO_COMPLEX',
      `The operation costs ${requested}, and ${this.maximum} is allowed. Ask for less at once.`,
    );
  }

  /** For a request that was refused before it paid anything: nor is guessing at names. */
  async payForRefusal(): Promise<void> {
    if (this.#numbers === undefined) await this.#take(this.#fee, this.#fee);
  }

  async #settle(price: number, requested: number): Promise<PublicNumbers> {
    const { taken, numbers } = await this.#take(price - this.#paid, requested);
    if (taken.allowed) {
      this.#paid = price;
      return numbers;
    }
    if (this.#paid > 0) await this.#take(-this.#paid, requested);
    throw new Fault('RATE_LIMITED', undefined, { retryAfterMs: taken.retryAfterMs });
  }

  async #take(tokens: number, requested: number): Promise<{ taken: Taken; numbers: PublicNumbers }> {
    const { capacity, perSecond } = this.#bucket;
    const taken = await this.app.rates.take('cost', this.#who, { capacity, perSecond, tokens });
    const { remaining } = taken;
    const numbers = {
      cost: { requested, maximum: this.maximum, remaining },
      rateLimit: { limit: capacity, remaining, perSecond },
    };
    this.#numbers = numbers;
    return { taken, numbers };
  }
}
