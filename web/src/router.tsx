import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Desk } from './shell/desk.js';
import { NotFound } from './shell/not-found.js';
import { Broken } from './ui/broken.js';

/** Where to go after the sign-in: a path of the console, nothing else. */
const next = (search: Record<string, unknown>): { next?: string } =>
  typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {};

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Broken });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./accounts/sign-in.js'), 'SignIn'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./accounts/sign-up.js'), 'SignUp'),
});

const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Desk });

const properties = createRoute({
  getParentRoute: () => desk,
  path: '/',
  component: lazyRouteComponent(() => import('./properties/properties.js'), 'Properties'),
});

const property = createRoute({
  getParentRoute: () => desk,
  path: '/properties/$slug',
  component: lazyRouteComponent(() => import('./properties/property-details.js'), 'PropertyDetails'),
});

const members = createRoute({
  getParentRoute: () => desk,
  path: '/properties/$slug/members',
  component: lazyRouteComponent(() => import('./properties/members.js'), 'Members'),
});

/** Its secret is the fragment of the address, which browsers keep to themselves: no server and no proxy sees it. */
const invitation = createRoute({
  getParentRoute: () => desk,
  path: '/invitations',
  component: lazyRouteComponent(() => import('./properties/accept-invitation.js'), 'AcceptInvitation'),
});

const account = createRoute({
  getParentRoute: () => desk,
  path: '/account',
  component: lazyRouteComponent(() => import('./accounts/account.js'), 'Account'),
});

const users = createRoute({
  getParentRoute: () => desk,
  path: '/admin/users',
  component: lazyRouteComponent(() => import('./admin/users.js'), 'Users'),
});

const serviceKeys = createRoute({
  getParentRoute: () => desk,
  path: '/admin/service-keys',
  component: lazyRouteComponent(() => import('./admin/service-keys.js'), 'ServiceKeys'),
});

export const router = createRouter({
  basepath: '/console',
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  // Its script would stand in the page, which the CSP forbids; browsers restore the position by themselves.
  scrollRestoration: false,
  routeTree: root.addChildren([
    signIn,
    signUp,
    desk.addChildren([properties, property, members, invitation, account, users, serviceKeys]),
  ]),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
