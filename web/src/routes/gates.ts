import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.js';

/** Where to go after the sign-in: a path of the console, nothing else. */
const next = (search: Record<string, unknown>): { next?: string } =>
  typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {};

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../accounts/sign-in.js'), 'SignIn'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: next,
  component: lazyRouteComponent(() => import('../accounts/sign-up.js'), 'SignUp'),
});

export const gates = [signIn, signUp] as const;
