import type { ParticipantRole, ThreadQuery } from '../generated/graphql.js';

/** Somebody who takes part, and up to where they have read. */
export interface Person {
  readonly user: { readonly id: string; readonly name: string };
  readonly role: ParticipantRole;
  readonly read: number;
  readonly delivered: number;
}

type Participants = NonNullable<ThreadQuery['conversation']>['people']['nodes'];

export const peopleOf = (participants: Participants): readonly Person[] =>
  participants.map(({ user, role, readSequence, deliveredSequence }) => ({
    user,
    role,
    read: readSequence ?? 0,
    delivered: deliveredSequence ?? 0,
  }));

/** Watermarks never go back. Who is not known yet takes part from now on. */
export function withPerson(
  people: readonly Person[],
  user: Person['user'] | null | undefined,
  change: { role?: ParticipantRole; read?: number; delivered?: number },
): readonly Person[] {
  if (user == null) return people;
  const at = people.findIndex((person) => person.user.id === user.id);
  const before = people[at] ?? { user, role: 'PARTICIPANT', read: 0, delivered: 0 };
  const person: Person = {
    user,
    role: change.role ?? before.role,
    read: Math.max(before.read, change.read ?? 0),
    delivered: Math.max(before.delivered, change.delivered ?? 0),
  };
  return at < 0 ? [...people, person] : people.with(at, person);
}

export const withoutPerson = (people: readonly Person[], user: Person['user'] | null | undefined): readonly Person[] =>
  people.filter((person) => person.user.id !== user?.id);
