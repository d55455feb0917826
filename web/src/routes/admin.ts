import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { desk } from './root.js';

const overview = createRoute({
  getParentRoute: () => desk,
  path: '/admin/overview',
  component: lazyRouteComponent(() => import('../overview/platform-overview.js'), 'PlatformOverview'),
});

const alerts = createRoute({
  getParentRoute: () => desk,
  path: '/admin/alerts',
  component: lazyRouteComponent(() => import('../alerts/alerts.js'), 'PlatformAlerts'),
});

const alertRules = createRoute({
  getParentRoute: () => desk,
  path: '/admin/alerts/rules',
  component: lazyRouteComponent(() => import('../alerts/rules.js'), 'PlatformAlertRules'),
});

const audit = createRoute({
  getParentRoute: () => desk,
  path: '/admin/audit',
  component: lazyRouteComponent(() => import('../audit/audit.js'), 'PlatformAudit'),
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

const announcements = createRoute({
  getParentRoute: () => desk,
  path: '/admin/announcements',
  component: lazyRouteComponent(() => import('../announcements/of-everybody.js'), 'AllAnnouncements'),
});

const realtime = createRoute({
  getParentRoute: () => desk,
  path: '/admin/realtime',
  component: lazyRouteComponent(() => import('../realtime/realtime.js'), 'Realtime'),
});

const mail = createRoute({
  getParentRoute: () => desk,
  path: '/admin/mail',
  component: lazyRouteComponent(() => import('../mail/mail.js'), 'Mail'),
});

export const admin = [overview, alerts, alertRules, audit, users, serviceKeys, announcements, realtime, mail] as const;
