import type { Actor } from '../actor.js';
import { Fault, Refusal } from '../errors.js';
import type { PropertyRole } from '../generated/prisma/enums.js';
import { policy } from './index.js';
import type { Rule } from './rule.js';

export type Operation = keyof typeof policy;

/** What an operation is about, as far as rights depend on it. */
export interface Subject {
  propertyId?: string | null;
  /** The people whose own it is. */
  ownerIds?: readonly string[];
}

export type Decision = 'allowed' | 'unauthenticated' | 'notFound' | 'notAllowed';

/**
 * Passes, or throws what the client may know: somebody without any relation to the object hears the same as for an
 * id that does not exist.
 */
export function authorize(actor: Actor | null, operation: Operation, subject: Subject = {}): void {
  const decision = decide(actor, policy[operation], subject);
  if (decision === 'allowed') return;
  if (decision === 'unauthenticated') throw new Fault('UNAUTHENTICATED');
  if (decision === 'notFound') throw new Fault('NOT_FOUND');
  throw new Refusal('NOT_ALLOWED');
}

export function decide(actor: Actor | null, rule: Rule, subject: Subject): Decision {
  if (rule.anonymous === 'yes') return 'allowed';
  if (actor === null) return 'unauthenticated';
  if (actor.kind === 'serviceKey') {
    const inside = actor.propertyId === null || subject.propertyId == null || actor.propertyId === subject.propertyId;
    if (!inside) return 'notFound';
    return rule.key !== undefined && actor.scopes.has(rule.key) ? 'allowed' : 'notAllowed';
  }
  const own = subject.ownerIds?.includes(actor.id) ?? false;
  if (rule.user === 'yes' || (rule.user === 'own' && own)) return 'allowed';
  if (actor.role === 'ADMIN' && rule.admin !== undefined) return 'allowed';
  if (actor.role === 'SUPER_ADMIN' && rule.superAdmin !== undefined) return 'allowed';
  const role = subject.propertyId == null ? undefined : actor.memberships.get(subject.propertyId);
  if (role !== undefined && rule[columnOf[role]] === 'property') return 'allowed';
  const related = own || role !== undefined || actor.role !== 'USER';
  const hasSubject = subject.propertyId != null || subject.ownerIds !== undefined;
  return hasSubject && !related ? 'notFound' : 'notAllowed';
}

const columnOf = { STAFF: 'staff', MANAGER: 'manager', OWNER: 'owner' } as const satisfies Record<
  PropertyRole,
  keyof Rule
>;
