import { count } from '../plural.js';

export const shell = {
  nav: {
    properties: 'Properties',
    property: 'Property',
    mine: 'Mine',
    members: 'Members',
    settings: 'Settings',
    account: 'My account',
    users: 'People',
    serviceKeys: 'Service keys',
    administration: 'Administration',
    api: 'API explorer',
    signOut: 'Sign out',
    menu: 'Menu',
    everything: 'Everything',
  },
  connection: {
    status: {
      connecting: 'Connecting …',
      live: 'Live',
      catchingUp: 'Catching up',
      offline: 'Offline',
      refused: 'Disconnected',
    },
    explained: {
      connecting: 'On the way to the server.',
      live: 'Whatever happens is here the moment it happens.',
      catchingUp: 'What you missed is on its way.',
      offline: 'What happens now comes as soon as there is a connection again. Nothing is lost.',
      refused: 'The server did not take this connection.',
    },
    catchingUp: (events: number) => `Catching up ${count(events, 'event', 'events')}`,
    caughtUp: (events: number) => `Caught up ${count(events, 'event', 'events')}`,
    retryAt: (time: string) => `It tries again at ${time}.`,
    connect: 'Connect now',
    disconnect: 'Disconnect',
  },
};
