import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { desk } from './root.js';

/** One property. It loads it and gives it to all screens below: `useProperty()`. */
export const propertyRoute = createRoute({
  getParentRoute: () => desk,
  path: '/properties/$slug',
  component: lazyRouteComponent(() => import('../properties/property-scope.js'), 'PropertyScope'),
});

const index = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/properties/$slug/settings', params, replace: true });
  },
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

const inbox = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../conversations/inbox.js'), 'Inbox'),
});

const noConversation = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(() => import('../conversations/nothing-open.js'), 'NothingOpen'),
});

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '/$conversationId',
  component: lazyRouteComponent(() => import('../conversations/thread.js'), 'Thread'),
});

const announcements = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/announcements',
  component: lazyRouteComponent(() => import('../announcements/of-property.js'), 'PropertyAnnouncements'),
});

export const property = propertyRoute.addChildren([
  index,
  inbox.addChildren([noConversation, conversation]),
  announcements,
  settings,
  members,
]);
