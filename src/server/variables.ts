import { Fault } from '../errors.js';
import { isText, notText } from './document-limits.js';

const deepest = 20;
const most = 5_000;

/** Refuses variables that no operation means: too deep, too many, not text, or keys that JavaScript takes for its own. */
export function checkVariables(variables: unknown): asserts variables is Record<string, unknown> | null | undefined {
  if (variables == null) return;
  if (typeof variables !== 'object' || Array.isArray(variables))
    throw new Fault('BAD_USER_INPUT', '`variables` must be an object.');
  let count = 0;
  const check = (value: unknown, depth: number): void => {
    if (typeof value === 'string' && !isText(value)) throw notText();
    if (typeof value !== 'object' || value === null) return;
    if (depth > deepest) throw new Fault('BAD_USER_INPUT', `Variables may be ${deepest} levels deep.`);
    for (const [key, item] of Object.entries(value)) {
      if (++count > most) throw new Fault('BAD_USER_INPUT', `Variables may hold ${most} values.`);
      if (key === '__proto__' || !isText(key))
        throw new Fault('BAD_USER_INPUT', 'A variable has a key that is not allowed.');
      check(item, depth + 1);
    }
  };
  check(variables, 1);
}
