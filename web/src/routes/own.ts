import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guest } from './guest.js';
import { desk } from './root.js';
import { soughtMessage } from './sought-message.js';

const properties = createRoute({
  getParentRoute: () => desk,
  path: '/',
  // Mails, pushes and notifications link to what they are about by its id.
  validateSearch: (search: Record<string, unknown>): { open?: string } =>
    typeof search.open === 'string' ? { open: search.open } : {},
  component: lazyRouteComponent(() => import('../notifications/home.js'), 'Home'),
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

const messages = createRoute({
  getParentRoute: () => desk,
  path: '/messages',
  component: lazyRouteComponent(() => import('../conversations/messages.js'), 'Messages'),
});

const noMessage = createRoute({
  getParentRoute: () => messages,
  path: '/',
  component: lazyRouteComponent(() => import('../conversations/nothing-open.js'), 'NothingOpen'),
});

const message = createRoute({
  getParentRoute: () => messages,
  path: '/$conversationId',
  validateSearch: soughtMessage,
  component: lazyRouteComponent(() => import('../conversations/thread.js'), 'Thread'),
});

/** What everybody has: as a guest, a colleague or both. */
export const own = [properties, ...guest, invitation, account, messages.addChildren([noMessage, message])] as const;
