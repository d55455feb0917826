import { type Cache, cacheExchange } from '@urql/exchange-graphcache';
import type { Exchange } from 'urql';
import type { InviteMemberMutationVariables, RemoveMemberMutation } from '../generated/graphql.js';
import schema from '../generated/introspection.json';

const embedded = () => null;

/** Knows the schema: an answer that lacks something is asked for again, instead of shown with holes. */
export const cache = (): Exchange =>
  cacheExchange({
    schema,
    keys: {
      PageInfo: embedded,
      // There is one of each, since a cache belongs to one person.
      Viewer: () => 'me',
      UserSettings: () => 'mine',
    },
    updates: {
      Mutation: {
        createProperty: (_answer, _variables, store) => forget(store, 'Query', 'properties'),
        createServiceKey: (_answer, _variables, store) => forget(store, 'Query', 'serviceKeys'),
        inviteMember(_answer, variables: InviteMemberMutationVariables, store) {
          forget(store, { __typename: 'Property', id: variables.input.propertyId }, 'invitations');
        },
        removeMember({ removeMember }: RemoveMemberMutation, _variables, store) {
          if (removeMember.removedMemberId != null)
            store.invalidate({ __typename: 'Member', id: removeMember.removedMemberId });
        },
        acceptInvitation(_answer, _variables, store) {
          forget(store, 'Query', 'property');
          forget(store, 'Query', 'properties');
        },
      },
    },
  });

/** Whatever is on the screen of this list, whichever page of it, is asked for anew. */
function forget(store: Cache, entity: Parameters<Cache['inspectFields']>[0], field: string): void {
  for (const { fieldName, arguments: given } of store.inspectFields(entity))
    if (fieldName === field) store.invalidate(entity, fieldName, given);
}
