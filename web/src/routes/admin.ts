import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { desk } from './root.js';

const overview = createRoute({
  getParentRoute: () => desk,
  path: '/admin/overview',
  component: lazyRouteComponent(() => import('../overview/platform-overview.js'), 'PlatformOverview'),
});

const users = createRoute({
  getParentRoute: () => desk,
  path: '/admin/users',
  component: lazyRouteComponent(() => import('../admin/users.js'), 'Users'),
});

const serviceKeys = createRoute({
  getParentRoute: () => desk,
  path: '/admin/service-keys',
  component: lazyRouteComponent(() => import('../admin/service-keys.js'), 'ServiceKeys'),
});

export const admin = [overview, users, serviceKeys] as const;
