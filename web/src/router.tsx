import { createRouter } from '@tanstack/react-router';
import { admin } from './routes/admin.js';
import { gates } from './routes/gates.js';
import { own } from './routes/own.js';
import { property } from './routes/property.js';
import { desk, root } from './routes/root.js';
import { Broken } from './ui/broken.js';

export const router = createRouter({
  basepath: '/console',
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  // Its script would stand in the page, which the CSP forbids; browsers restore the position by themselves.
  scrollRestoration: false,
  routeTree: root.addChildren([...gates, desk.addChildren([...own, property, ...admin])]),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
