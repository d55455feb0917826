import type { Context } from '../context.js';
import { Refusal, type RefusalCode } from '../errors.js';
import { networkOf } from '../rates/network-of.js';
import type { TakeOptions } from '../rates/rates.js';
import { inTurn } from './in-turn.js';

const windowSeconds = 15 * 60;

/** What tells a stranger something, and so counts as a guess. Whatever else comes of it is given back. */
const guesses: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['CREDENTIALS_REFUSED', 'EMAIL_TAKEN']);

/**
 * Runs what checks a password, or tells whether an address is taken: LIMIT_SIGN_INS wrong ones in 15 minutes for an
 * account, from wherever, and as many from an address, for whichever account. Each is paid for before it is tried, so
 * that a thousand at once get no further; who was right gets it back, so that nobody is locked out for signing in
 * often. Throws RATE_LIMITED.
 */
export function limitGuesses<T>(context: Context, account: string | null, work: () => Promise<T>): Promise<T> {
  const network = networkOf(context.request.address);
  // One after the other for an address: those of an office that starts its day do not use up each other's guesses.
  return inTurn(network, async () => {
    const paid: Array<[kind: string, key: string]> = [];
    const giveBack = () => Promise.all(paid.map(([kind, key]) => take(context, kind, key, -1)));
    const keys: Array<[kind: string, key: string]> = [['guesses:address', network]];
    if (account !== null) keys.unshift(['guesses:account', account]);
    for (const [kind, key] of keys) {
      const { allowed, retryAfterMs } = await take(context, kind, key, 1);
      if (!allowed) {
        await giveBack();
        throw new Refusal('RATE_LIMITED', { retryAfterMs });
      }
      paid.push([kind, key]);
    }
    try {
      const answer = await work();
      await giveBack();
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal && guesses.has(error.code))) await giveBack();
      throw error;
    }
  });
}

function take({ app }: Context, kind: string, key: string, tokens: 1 | -1) {
  const capacity = app.config.limits.LIMIT_SIGN_INS;
  const bucket: TakeOptions = { capacity, perSecond: capacity / windowSeconds, tokens, failClosed: true };
  return app.rates.take(kind, key, bucket);
}
