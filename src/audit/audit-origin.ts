import type { Context } from '../context.js';
import type { Origin } from '../realtime/audited.js';

/** From where, and by which mutation. Undefined for what Frontdesk does by itself. */
export function auditOrigin({ operation, actor, request }: Context): Origin | undefined {
  if (operation === undefined) return undefined;
  return {
    action: operation,
    sessionId: actor?.kind === 'user' ? actor.sessionId : null,
    requestId: request.id,
    address: request.address,
    userAgent: request.userAgent,
  };
}
