import { accounts } from './en/accounts.js';
import { admin } from './en/admin.js';
import { bookings } from './en/bookings.js';
import { book, calendar } from './en/calendar.js';
import { common } from './en/common.js';
import { conversations } from './en/conversations.js';
import { notifications } from './en/notifications.js';
import { operations } from './en/operations.js';
import { overview } from './en/overview.js';
import { properties } from './en/properties.js';
import { shell } from './en/shell.js';
import { watch } from './en/watch.js';
import { orders, payments, providers } from './en/work.js';

/** Everything that the console says, a file for each area. `ko` has the same keys, or the types complain. */
export const en = {
  ...common,
  ...shell,
  ...accounts,
  ...properties,
  ...admin,
  overview,
  watch,
  bookings,
  calendar,
  book,
  orders,
  payments,
  providers,
  ...conversations,
  ...notifications,
  ...operations,
};
