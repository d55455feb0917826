import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { operations } from './operations.js';
import { propertyRoute } from './property-route.js';
import { soughtMessage } from './sought-message.js';

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
  validateSearch: soughtMessage,
  component: lazyRouteComponent(() => import('../conversations/thread.js'), 'Thread'),
});

const announcements = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/announcements',
  component: lazyRouteComponent(() => import('../announcements/of-property.js'), 'PropertyAnnouncements'),
});

export const property = propertyRoute.addChildren([
  index,
  ...operations,
  inbox.addChildren([noConversation, conversation]),
  announcements,
  settings,
  members,
]);
