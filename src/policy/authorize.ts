import type { Actor, UserActor } from '../actor.js';
import { Fault, Refusal } from '../errors.js';
import type { PropertyRole } from '../generated/prisma/enums.js';
import { noteAuthorized } from './guard.js';
import { policy } from './index.js';
import type { Rule } from './rule.js';

export type Operation = keyof typeof policy;

/** What an operation is about, as far as rights depend on it. */
export interface Subject {
  propertyId?: string | null;
  /** The people whose own it is. */
  ownerIds?: readonly string[];
  /** The people who take part in it. */
  participantIds?: readonly string[];
  /** The people who are assigned to it as providers. */
  assignedIds?: readonly string[];
  /** The people who know the person that it is about. */
  acquaintanceIds?: readonly string[];
  /** The roles that it gives, takes or changes. */
  roles?: readonly PropertyRole[];
}

export type Decision = 'allowed' | 'unauthenticated' | 'notFound' | 'notAllowed';

/**
 * Passes, or throws what the client may know: somebody without any relation to the object hears the same as for an
 * id that does not exist. For mutations: a refusal is a user error. Every verb calls it for its own operation, or
 * the mutation fails (see guard.ts).
 */
export function authorize(actor: Actor | null, operation: Operation, subject: Subject = {}): void {
  const decision = decide(actor, policy[operation], subject);
  if (decision === 'unauthenticated') throw new Fault('UNAUTHENTICATED');
  if (decision === 'notFound') throw refusing(new Fault('NOT_FOUND'), subject);
  if (decision === 'notAllowed') throw refusing(new Refusal('NOT_ALLOWED'), subject);
  noteAuthorized(operation);
  if (actor !== null) passed.set(actor, { operation, subject });
}

const refused = new WeakMap<Error, Subject>();

function refusing<Thrown extends Error>(error: Thrown, subject: Subject): Thrown {
  refused.set(error, subject);
  return error;
}

/** What somebody tried to do something with, who may not. Undefined for errors that say anything else. */
export const refusedSubject = (error: unknown): Subject | undefined =>
  error instanceof Error ? refused.get(error) : undefined;

const passed = new WeakMap<Actor, { operation: Operation; subject: Subject }>();

/** What `authorize` last let this very actor do, if that was the operation. */
export function subjectOf(actor: Actor | null, operation: Operation): Subject | undefined {
  const last = actor === null ? undefined : passed.get(actor);
  return last?.operation === operation ? last.subject : undefined;
}

/** The same for what is read, queries and feeds: a refusal is the top-level error FORBIDDEN. */
export function authorizeRead(actor: Actor | null, operation: Operation, subject: Subject = {}): void {
  try {
    authorize(actor, operation, subject);
  } catch (error) {
    throw error instanceof Refusal ? new Fault('FORBIDDEN') : error;
  }
}

/** Whether it would pass: for fields that are left out, and lists that show less. */
export function may(actor: Actor | null, operation: Operation, subject: Subject = {}): boolean {
  return decide(actor, policy[operation], subject) === 'allowed';
}

export function decide(actor: Actor | null, rule: Rule, subject: Subject): Decision {
  if (rule.anonymous === 'yes') return 'allowed';
  if (actor === null) return 'unauthenticated';
  if (actor.kind === 'serviceKey') {
    const inside = actor.propertyId === null || subject.propertyId == null || actor.propertyId === subject.propertyId;
    if (!inside) return 'notFound';
    return rule.key !== undefined && actor.scopes.has(rule.key) ? 'allowed' : 'notAllowed';
  }
  if (rule.user === 'yes') return 'allowed';
  if (actor.role === 'ADMIN' && rule.admin !== undefined) return 'allowed';
  if (actor.role === 'SUPER_ADMIN' && rule.superAdmin !== undefined) return 'allowed';
  const relations = relationsOf(actor, subject);
  if (rule.user !== undefined && relations.has(rule.user)) return 'allowed';
  if (rule.provider !== undefined && relations.has(rule.provider)) return 'allowed';
  const role = subject.propertyId == null ? undefined : actor.memberships.get(subject.propertyId);
  if (role !== undefined && roleAllows(rule, role, subject)) return 'allowed';
  const related = relations.size > 0 || role !== undefined || actor.role !== 'USER';
  return !related && namesSomething(subject) ? 'notFound' : 'notAllowed';
}

/** Asks who somebody is only where it matters: see viewer-class.ts. */
function relationsOf(actor: UserActor, subject: Subject): Set<'own' | 'participant' | 'assigned' | 'acquaintance'> {
  const relations = new Set<'own' | 'participant' | 'assigned' | 'acquaintance'>();
  const isAmong = (people: readonly string[] | undefined) => people?.length && people.includes(actor.id);
  if (isAmong(subject.ownerIds)) relations.add('own');
  if (isAmong(subject.participantIds)) relations.add('participant');
  if (isAmong(subject.assignedIds)) relations.add('assigned');
  if (isAmong(subject.acquaintanceIds)) relations.add('acquaintance');
  return relations;
}

function roleAllows(rule: Rule, role: PropertyRole, subject: Subject): boolean {
  const verdict = rule[columnOf[role]];
  if (verdict === 'staffOnly') return subject.roles?.every((concerned) => concerned === 'STAFF') ?? false;
  return verdict === 'property';
}

const namesSomething = (subject: Subject) =>
  subject.propertyId != null ||
  [subject.ownerIds, subject.participantIds, subject.assignedIds, subject.acquaintanceIds].some(
    (people) => people !== undefined,
  );

const columnOf = { STAFF: 'staff', MANAGER: 'manager', OWNER: 'owner' } as const satisfies Record<
  PropertyRole,
  keyof Rule
>;
