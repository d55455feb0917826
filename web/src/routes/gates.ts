import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root.js';

const here = 'https://console.invalid';

/** As browsers read it, who take `/\` for the beginning of another host, and leave out a tab between two slashes. */
const isPath = (text: string): boolean =>
  text.startsWith('/') && URL.canParse(text, here) && new URL(text, here).origin === here;

/**
 * Where to go after the sign-in: a path of the console, nothing else. What is refused is said to be undefined: what is left
 * out, the router would take from the address as it stands there.
 */
const next = ({ next: wanted }: Record<string, unknown>): { next?: string | undefined } => ({
  next: typeof wanted === 'string' && isPath(wanted) ? wanted : undefined,
});

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
