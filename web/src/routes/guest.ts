import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { desk } from './root.js';

const myBookings = createRoute({
  getParentRoute: () => desk,
  path: '/bookings',
  component: lazyRouteComponent(() => import('../bookings/my-bookings.js'), 'MyBookings'),
});

const myBooking = createRoute({
  getParentRoute: () => desk,
  path: '/bookings/$code',
  component: lazyRouteComponent(() => import('../bookings/booking-details.js'), 'MyBooking'),
});

const findPlace = createRoute({
  getParentRoute: () => desk,
  path: '/book',
  component: lazyRouteComponent(() => import('../book/find-place.js'), 'FindPlace'),
});

const bookPlace = createRoute({
  getParentRoute: () => desk,
  path: '/book/$slug',
  component: lazyRouteComponent(() => import('../book/book-place.js'), 'BookPlace'),
});

/** What everybody can be: a guest somewhere. */
export const guest = [myBookings, myBooking, findPlace, bookPlace] as const;
