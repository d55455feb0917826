import { useState } from 'react';
import { useFeed } from './use-feed.js';

export interface PersonPresence {
  readonly status: 'ONLINE' | 'AWAY' | 'OFFLINE';
  readonly lastSeenAt: string | null;
}

interface Item {
  readonly presence: PersonPresence & { readonly user: { readonly id: string } };
}

const presence = 'subscription ($userIds: [ID!]!) { presence(userIds: $userIds) { status lastSeenAt user { id } } }';

/** Who of these people is there: by id, as far as I may know. Kept nowhere, and unknown while there is no connection. */
export function usePresence(userIds: readonly string[]): ReadonlyMap<string, PersonPresence> {
  const [known, setKnown] = useState<ReadonlyMap<string, PersonPresence>>(nobody);
  const wanted = [...new Set(userIds)].sort();
  const { state } = useFeed<Item, { userIds: string[] }>(presence, {
    variables: { userIds: wanted },
    pause: wanted.length === 0,
    onEvent: ({ user, status, lastSeenAt }) =>
      setKnown((before) => new Map(before).set(user.id, { status, lastSeenAt })),
  });
  return state === 'live' ? known : nobody;
}

const nobody: ReadonlyMap<string, PersonPresence> = new Map();
