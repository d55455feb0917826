import fc from 'fast-check';
import { type Request, requestOf } from './arbitraries.js';
import { privateCanary } from './canaries.js';
import { type Heard, hear } from './hear.js';
import { documentOf, type Operation, operations } from './inputs.js';
import { Known } from './known.js';
import { type Asking, type Caller, said } from './later.js';
import { insideOf } from './leaks.js';
import { aNewcomer, isForNewcomers } from './newcomers.js';
import { stockUp } from './stock.js';
import { open, other, target, tokenAs } from './target.js';

/** Something that nobody should have heard. */
export interface Finding {
  readonly operation: string;
  readonly caller: Caller;
  readonly transport: string;
  readonly what: string;
  readonly variables: string;
}

/** How often an operation was asked for, answered with something, and, of mutations, done. */
export interface Count {
  asked: number;
  answered: number;
  done: number;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly counts: ReadonlyMap<string, Count>;
  /** By operation, the most answers that others heard while one of it was waited for. */
  readonly overtaken: ReadonlyMap<string, number>;
}

/** As many at once: requests come beside each other. */
const lanes = 16;
/** Whoever comes for one question has to sign up first: of what is for them, one in four. */
const seldom = 4;
/** Where that much is wrong, more of it tells nothing. */
const enough = 50;
/** So many requests of an operation are made up at once. */
const batch = 20;

/** How many times each operation is asked for, when that many requests are made of all of them. */
export const shareOf = (requests: number): number =>
  Math.max(
    1,
    Math.ceil(requests / operations.reduce((sum, { name }) => sum + (isForNewcomers(name) ? 1 / seldom : 1), 0)),
  );

/** Asks for everything that the schema has, round by round, with what is made from the types of its inputs. */
export async function fuzz({ requests, seed }: { requests: number; seed: number }): Promise<Outcome> {
  const known = new Known();
  await stockUp(known, Math.ceil(shareOf(requests) / 4));
  const findings: Finding[] = [];
  const counts = new Map(operations.map(({ name }) => [name, { asked: 0, answered: 0, done: 0 }]));
  const overtaken = new Map<string, number>();
  let answers = 0;
  const ask = async (operation: Operation, request: Request) => {
    const { kind, name } = operation;
    const { caller, transport, ownThings, elsewhere } = request;
    const newcomer = isForNewcomers(name) ? await aNewcomer(name) : undefined;
    const token = caller === 'newcomer' ? (newcomer?.token ?? null) : await tokenAs(caller, target().prey);
    const asking: Asking = { known, caller, token, newcomer, ownThings };
    const variables = said(request.variables, asking) as Record<string, unknown>;
    if (isSilent(name, variables)) return;
    const find = (what: string) =>
      findings.push({ operation: name, caller, transport, what, variables: JSON.stringify(variables).slice(0, 1_000) });
    const began = answers;
    const at = elsewhere ? other() : open();
    const heard = await hear(transport, { kind, at, query: documentOf(operation, 1), variables, token }).catch(
      (error: Error) => find(`nothing was heard: ${error.message} ${error.cause ?? ''}`),
    );
    if (typeof heard !== 'object') return;
    answers += 1;
    overtaken.set(name, Math.max(overtaken.get(name) ?? 0, answers - began));
    const wrong = wrongWith(heard, name) ?? (runsThePlatform.has(caller) ? undefined : leakIn(heard));
    if (wrong !== undefined) find(wrong);
    const count = counts.get(name);
    const answer = heard.reply?.data?.[name] ?? null;
    if (count !== undefined) {
      count.asked += 1;
      if (answer !== null) count.answered += 1;
      if (answer?.userErrors?.length === 0) count.done += 1;
    }
    known.learn(operation, caller, answer);
  };
  const all = inTurn(requests, seed);
  const lane = async () => {
    for (const { operation, request } of all) {
      if (findings.length >= enough) return;
      const { caller, transport } = request;
      await ask(operation, request).catch((error: Error) =>
        findings.push({
          operation: operation.name,
          caller,
          transport,
          what: `never asked: ${error.message}`,
          variables: '',
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { findings, counts, overtaken };
}

/** Of nobody, there is never anything to be heard. */
const isSilent = (operation: string, { userIds }: Record<string, unknown>): boolean =>
  operation === 'presence' && Array.isArray(userIds) && userIds.length === 0;

/** Each operation once, in an order that is another one each time; then each once more. */
function* inTurn(requests: number, seed: number): Generator<{ operation: Operation; request: Request }> {
  const share = shareOf(requests);
  for (let first = 0; first < share; first += batch) {
    const made = new Map(
      operations.map((operation) => [
        operation,
        fc.sample(requestOf(operation), { numRuns: batch, seed: seed + first }),
      ]),
    );
    for (let round = first; round < Math.min(first + batch, share); round++) {
      const [order = []] = fc.sample(fc.shuffledSubarray([...operations], { minLength: operations.length }), {
        numRuns: 1,
        seed: seed + round,
      });
      for (const operation of order) {
        const request = made.get(operation)?.[round - first];
        if (request === undefined || (isForNewcomers(operation.name) && round % seldom !== 0)) continue;
        yield { operation, request };
      }
    }
  }
}

/** Those who may read what is of other tenants, and show it to nobody. */
const runsThePlatform: ReadonlySet<Caller> = new Set(['admin', 'superAdmin']);

/** Callers are of one tenant, and many of the ids that they name are of the one with the canaries. */
const leakIn = ({ text }: Heard): string | undefined =>
  text.includes(privateCanary)
    ? `a canary: ${text.slice(Math.max(0, text.indexOf(privateCanary) - 200)).slice(0, 400)}`
    : undefined;

/** What we say when something of ours has failed. A client is told what it did wrong by other codes. */
const failed = ['INTERNAL', 'TIMEOUT', undefined];

function wrongWith({ reply, text, status, closed }: Heard, operation: string): string | undefined {
  // Whose session has ended is sent away.
  const isSentAway = closed === 4403 && isForNewcomers(operation);
  if (closed !== undefined && !isSentAway) return `the socket was closed with ${closed}`;
  if (status !== undefined && status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  if (reply === undefined || (reply.data === undefined && reply.errors === undefined))
    return isSentAway ? undefined : `no answer: ${text.slice(0, 300)}`;
  const error = reply.errors?.find(({ extensions }) => failed.includes(extensions?.code));
  if (error !== undefined) return `${error.extensions?.code}: ${error.message} at ${error.path?.join('.')}`;
  return insideOf(text);
}
