import { useMutation, useQuery } from 'urql';
import { BlockedPeopleDocument, BlockUserDocument, UnblockUserDocument } from '../generated/graphql.js';
import { refusalsOf, type UserError } from '../ui/use-action.js';
import type { Mentionable } from './mentions.js';

export interface Blocked {
  readonly people: readonly Mentionable[];
  readonly has: (userId: string) => boolean;
  /** Blocks somebody, or lets them write again. Answers what was refused. */
  readonly toggle: (userId: string) => Promise<readonly UserError[]>;
}

/** Who cannot write to me. They are not told. */
export function useBlocked(): Blocked {
  const [{ data }] = useQuery({ query: BlockedPeopleDocument });
  const [, block] = useMutation(BlockUserDocument);
  const [, unblock] = useMutation(UnblockUserDocument);
  const people = data?.viewer?.blockedUsers.nodes ?? [];
  const ids = new Set(people.map(({ id }) => id));
  return {
    people,
    has: (userId) => ids.has(userId),
    toggle: async (userId) =>
      ids.has(userId)
        ? refusalsOf(await unblock({ input: { userId } }), ({ unblockUser }) => unblockUser)
        : refusalsOf(await block({ input: { userId } }), ({ blockUser }) => blockUser),
  };
}
