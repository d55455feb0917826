import { accounts } from './ko/accounts.js';
import { admin } from './ko/admin.js';
import { bookings } from './ko/bookings.js';
import { book, calendar } from './ko/calendar.js';
import { common } from './ko/common.js';
import { conversations } from './ko/conversations.js';
import { notifications } from './ko/notifications.js';
import { operations } from './ko/operations.js';
import { overview } from './ko/overview.js';
import { properties } from './ko/properties.js';
import { shell } from './ko/shell.js';
import { watch } from './ko/watch.js';
import { orders, payments, providers } from './ko/work.js';
import type { Catalog } from './text.js';

export const ko: Catalog = {
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
