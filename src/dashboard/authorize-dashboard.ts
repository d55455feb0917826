import type { Actor } from '../actor.js';
import { Fault } from '../errors.js';
import { authorizeRead, type Operation } from '../policy/authorize.js';

/** Throws unless they may: of a property, or of all of them, which a key of one property does not reach. */
export function authorizeDashboard(actor: Actor | null, operation: Operation, propertyId: string | null): void {
  authorizeRead(actor, operation, { propertyId });
  if (propertyId === null && actor?.kind === 'serviceKey' && actor.propertyId !== null) throw new Fault('FORBIDDEN');
}
