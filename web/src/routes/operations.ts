import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readBookingSearch } from '../bookings/booking-search.js';
import { propertyRoute } from './property-route.js';

const bookings = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/bookings',
  validateSearch: readBookingSearch,
  component: lazyRouteComponent(() => import('../bookings/bookings.js'), 'Bookings'),
});

const booking = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/bookings/$code',
  component: lazyRouteComponent(() => import('../bookings/booking-details.js'), 'DeskBooking'),
});

const calendar = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/calendar',
  component: lazyRouteComponent(() => import('../calendar/calendar.js'), 'Calendar'),
});

const orders = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/orders',
  component: lazyRouteComponent(() => import('../orders/order-board.js'), 'OrderBoard'),
});

const menu = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/menu',
  component: lazyRouteComponent(() => import('../orders/menu.js'), 'Menu'),
});

const payments = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/payments',
  component: lazyRouteComponent(() => import('../payments/payments.js'), 'Payments'),
});

const payment = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/payments/$id',
  component: lazyRouteComponent(() => import('../payments/payment-details.js'), 'PaymentDetails'),
});

const providers = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/providers',
  component: lazyRouteComponent(() => import('../providers/provider-board.js'), 'ProviderBoard'),
});

const alerts = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/alerts',
  component: lazyRouteComponent(() => import('../alerts/alerts.js'), 'PropertyAlerts'),
});

const alertRules = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/alerts/rules',
  component: lazyRouteComponent(() => import('../alerts/rules.js'), 'PropertyAlertRules'),
});

const audit = createRoute({
  getParentRoute: () => propertyRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/audit.js'), 'PropertyAudit'),
});

/** What a property does all day. */
export const operations = [
  bookings,
  booking,
  calendar,
  orders,
  menu,
  payments,
  payment,
  providers,
  alerts,
  alertRules,
  audit,
] as const;
