import { appendTo } from '../append-to.js';
import type { DomainUpdates } from '../updates.js';

type Node = { readonly __typename: string; readonly id: string };

/** What comes to belong to a booking stands in its lists. */
export const updates: DomainUpdates = {
  events: {
    OrderPlaced({ booking, order }: { booking?: Node | null; order?: Node | null }, store) {
      if (booking != null && order != null) appendTo(store, booking, 'orders', order);
    },
    PaymentStatusChanged({ booking, payment }: { booking?: Node | null; payment?: Node | null }, store) {
      if (booking != null && payment != null) appendTo(store, booking, 'payments', payment);
    },
  },
};
