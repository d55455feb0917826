import type { Scope } from '../../src/policy/rule.js';
import type { Answer } from '../support/app.js';
import { firstOfSse } from '../support/sse.js';
import type { Asking, Relation, World } from './world.js';

/**
 * A allowed (whatever else is then wrong with the request), U sign in first, N there is no such thing, R refused,
 * - makes no sense for this role.
 */
export type Verdict = 'A' | 'U' | 'N' | 'R' | '-';

/** One operation: how to ask for it, and for each relation the verdicts in the order of `roles`. */
export interface Expected {
  /** The operation, with `$input` or any other variables. A subscription is asked over SSE until its first answer. */
  document: string;
  /** Builds what it is about, and answers the variables. */
  variables?: (world: World, relation: Relation, asking: Asking) => Promise<object> | object;
  verdicts: Partial<Record<Relation, string>>;
  /**
   * The one scope that a service key needs for it. `keyWithScope` has this one alone, `keyWithoutScope` all but this one;
   * without a scope here, all and all.
   */
  scope?: Scope;
  /** The verdicts of a key that has the scope at every property. Wanted wherever there is a scope. */
  keyEverywhere?: Partial<Record<Relation, Verdict>>;
  /** It ends sessions, changes roles or takes memberships: each cell asks as somebody new. */
  changesWhoAsks?: true;
  /** It is looked up by its id, and null is the answer for what there is not. */
  isNode?: true;
}

/**
 * Asks as one after the other. What it is about is built again for what is one's own, and when somebody was allowed to
 * change it so that the next one cannot do the same; a query changes nothing, and neither does what was refused. So ask
 * first as those who should be refused.
 */
export function asksAbout(world: World, expected: Expected, relation: Relation): (who: Asking) => Promise<Verdict> {
  let variables: object | undefined;
  let isIntact = false;
  let lasts = relation !== 'own';
  const anew = async (who: Asking) => {
    variables = await expected.variables?.(world, relation, who);
    isIntact = true;
  };
  return async (who) => {
    if (!(isIntact || (lasts && variables !== undefined))) await anew(who);
    let answer = await answerTo(world, expected, variables, who);
    if (!isIntact && (answer.verdict !== 'A' || answer.hasErrors)) {
      lasts = false;
      await anew(who);
      answer = await answerTo(world, expected, variables, who);
    }
    if (relation === 'own' || (expected.document.startsWith('mutation') && answer.verdict === 'A')) isIntact = false;
    return answer.verdict;
  };
}

interface Answered {
  verdict: Verdict;
  /** Something else was wrong with the request. */
  hasErrors: boolean;
}

async function answerTo(
  world: World,
  expected: Expected,
  variables: object | undefined,
  who: Asking,
): Promise<Answered> {
  const answer = expected.document.startsWith('subscription')
    ? ((await firstOfSse(world.running, expected.document, variables, who.token)) as Answer)
    : await world.running.ask(expected.document, variables, who.token);
  return {
    verdict: verdictOf(expected, answer),
    hasErrors: answer.errors !== undefined || refusalsIn(answer.data).length > 0,
  };
}

function verdictOf(expected: Expected, answer: Answer): Verdict {
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
  if (codes.includes('UNAUTHENTICATED')) return 'U';
  if (codes.includes('NOT_FOUND')) return 'N';
  if (codes.includes('FORBIDDEN') || refusalsIn(answer.data).includes('NOT_ALLOWED')) return 'R';
  if (answer.errors !== undefined && !codes.every((code) => code === 'BAD_USER_INPUT'))
    throw new Error(`${expected.document}: ${JSON.stringify(answer.errors)}`);
  return expected.isNode === true && isNothing(answer.data) ? 'N' : 'A';
}

/** Of one that is looked up by `node` and `nodes`: both know of it, or both do not. */
function isNothing(data: Answer['data']): boolean {
  const found = Object.values(data ?? {}).flat();
  const missing = found.filter((node) => node === null).length;
  if (missing !== 0 && missing !== found.length)
    throw new Error(`One finds it and one does not: ${JSON.stringify(data)}`);
  return missing > 0;
}

function refusalsIn(data: Answer['data']): string[] {
  const payloads = Object.values(data ?? {}) as Array<{ userErrors?: Array<{ code: string }> } | null>;
  return payloads.flatMap((payload) => payload?.userErrors?.map(({ code }) => code) ?? []);
}
