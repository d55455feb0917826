import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { desk } from './root.js';

/** One property. It loads it and gives it to all screens below: `useProperty()`. */
export const propertyRoute = createRoute({
  getParentRoute: () => desk,
  path: '/properties/$slug',
  component: lazyRouteComponent(() => import('../properties/property-scope.js'), 'PropertyScope'),
});
