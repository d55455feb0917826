import { type DomainUpdates, forget } from '../updates.js';

export const updates: DomainUpdates = {
  mutations: {
    createServiceKey: (_answer, _variables, store) => forget(store, 'Query', 'serviceKeys'),
  },
  events: {
    // What I may see has changed: the places that I work at, or what I may do there.
    AccessChanged(_event, store) {
      forget(store, 'Query', 'properties');
      forget(store, 'Query', 'property');
    },
    SessionStarted: (_event, store) => forget(store, 'Viewer:me', 'sessions'),
    SessionEnded: (_event, store) => forget(store, 'Viewer:me', 'sessions'),
  },
};
