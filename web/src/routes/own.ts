import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guest } from './guest.js';
import { desk } from './root.js';

const properties = createRoute({
  getParentRoute: () => desk,
  path: '/',
  component: lazyRouteComponent(() => import('../properties/properties.js'), 'Properties'),
});

/** Its secret is the fragment of the address, which browsers keep to themselves: no server and no proxy sees it. */
const invitation = createRoute({
  getParentRoute: () => desk,
  path: '/invitations',
  component: lazyRouteComponent(() => import('../properties/accept-invitation.js'), 'AcceptInvitation'),
});

const account = createRoute({
  getParentRoute: () => desk,
  path: '/account',
  component: lazyRouteComponent(() => import('../accounts/account.js'), 'Account'),
});

/** What everybody has: as a guest, a colleague or both. */
export const own = [properties, ...guest, invitation, account] as const;
