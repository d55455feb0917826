import type { InviteMemberMutationVariables, RemoveMemberMutation } from '../../generated/graphql.js';
import { type DomainUpdates, forget } from '../updates.js';

export const updates: DomainUpdates = {
  mutations: {
    createProperty: (_answer, _variables, store) => forget(store, 'Query', 'properties'),
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
};
