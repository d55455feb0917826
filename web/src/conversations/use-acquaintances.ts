import { type CombinedError, useQuery } from 'urql';
import { AcquaintancesDocument, ColleaguesDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import type { Mentionable } from './mentions.js';

export interface Acquaintance extends Mentionable {
  /** Works at the property that this is about. */
  readonly colleague: boolean;
}

/** `people` is undefined until they are known. */
interface Acquaintances {
  readonly people: readonly Acquaintance[] | undefined;
  readonly error: CombinedError | undefined;
  readonly again: () => void;
}

/**
 * Whom I can write to, as far as I know them: who works at the property, and who takes part in conversations that I may
 * see there, or anywhere.
 */
export function useAcquaintances(propertyId: string | null, search: string, colleaguesOnly: boolean): Acquaintances {
  const me = useViewer().user.id;
  const [colleagues, askColleagues] = useQuery({
    query: ColleaguesDocument,
    variables: { propertyId: propertyId ?? '' },
    pause: propertyId === null,
  });
  const [known, askKnown] = useQuery({
    query: AcquaintancesDocument,
    variables: { filter: { ...(propertyId !== null && { propertyId }), ...(search !== '' && { search }) } },
    pause: colleaguesOnly,
  });
  const members = colleagues.data?.property?.members?.nodes;
  const asked = {
    error: colleagues.error ?? known.error,
    again() {
      if (colleagues.error !== undefined) askColleagues();
      if (known.error !== undefined) askKnown();
    },
  };
  if ((propertyId !== null && members === undefined) || (!colleaguesOnly && known.data === undefined))
    return { people: undefined, ...asked };
  const people = new Map<string, Acquaintance>();
  for (const { user } of members ?? []) people.set(user.id, { ...user, colleague: true });
  for (const { participants } of known.data?.conversations.nodes ?? [])
    for (const { user } of participants.nodes)
      if (!people.has(user.id)) people.set(user.id, { ...user, colleague: false });
  const start = search.toLocaleLowerCase();
  const fitting = [...people.values()].filter(({ id, name }) => id !== me && name.toLocaleLowerCase().includes(start));
  return { people: fitting, ...asked };
}
