import { type Context, userOf } from '../context.js';
import { Refusal } from '../errors.js';
import { authorize } from '../policy/authorize.js';
import { authenticateUser } from './authenticate.js';

/** A fresh access token for a connection that lives on: its streams go on where they are. */
export async function reauthenticate(
  context: Context,
  input: { accessToken: string },
): Promise<{ userId: string; expiresAt: Date }> {
  authorize(context.actor, 'reauthenticate');
  const me = userOf(context);
  const actor = await authenticateUser(context.app, input.accessToken);
  if (actor.id !== me.id)
    throw new Refusal('NOT_ALLOWED', {
      field: 'accessToken',
      message: 'This token belongs to somebody else. Open another connection for them.',
    });
  context.connection?.reauthenticated(actor);
  return { userId: actor.id, expiresAt: actor.tokenExpiresAt };
}
