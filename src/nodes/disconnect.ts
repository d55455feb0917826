import type { Context } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import type { Target } from './question.js';

/** Ends connections wherever they are. Their clients may come back: who must not is signed out, or disabled. */
export async function disconnect(context: Context, target: Target): Promise<{ ended: number; complete: boolean }> {
  authorize(context.actor, 'disconnect');
  if (Object.values(target).filter((value) => value !== undefined).length !== 1)
    throw new Refusal('INVALID_INPUT', {
      message: 'Give exactly one: a user, a session, a connection or a subscription.',
    });
  const { answers, complete } = await context.app.nodes.ask({ about: 'disconnect', target });
  const ended = answers.reduce((sum, answer) => sum + answer.ended, 0);
  return { ended, complete };
}
