import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { operations } from './operations.js';
import { propertyRoute } from './property-route.js';

const index = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../overview/overview.js'), 'Overview'),
});

const settings = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../properties/property-settings.js'), 'PropertySettings'),
});

const members = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('../properties/members.js'), 'Members'),
});

export const property = propertyRoute.addChildren([index, ...operations, settings, members]);
