import type { Text } from './text.js';

/** The texts of notifications in English. `{actor}` is who did it; the rest are the values of the notice. */
export const en = {
  'booking.requested': {
    title: 'New booking {code}',
    body: '{offering}, {from}. It waits for your confirmation.',
  },
  'booking.made': { title: 'New booking {code}', body: '{offering}, {from}. It is confirmed.' },
  'booking.received': {
    title: '{property} has booked for you: {code}',
    body: '{offering}, {from}. You hear from us once it is confirmed.',
  },
  'booking.confirmed': { title: 'Your booking {code} is confirmed', body: '{offering} at {property}, {from}.' },
  'booking.declined': {
    title: 'Your booking {code} was declined',
    body: '{property} cannot take it: {offering}, {from}.',
  },
  'booking.cancelled': { title: 'Booking {code} was cancelled', body: '{offering} at {property}, {from}.' },
  'booking.cancelledByGuest': { title: 'The guest cancelled {code}', body: '{offering}, {from}. The slot is free.' },
  'booking.expired': {
    title: 'Your booking {code} has expired',
    body: '{property} did not confirm it in time: {offering}, {from}.',
  },
  'booking.soon': { title: 'Soon: your booking {code}', body: '{offering} at {property}, {from}.' },
  'booking.arrived': { title: 'Welcome to {property}', body: 'You are checked in: {offering}, booking {code}.' },
  'booking.left': {
    title: 'Thank you for coming to {property}',
    body: 'You are checked out: {offering}, booking {code}.',
  },
  'booking.changed': { title: 'Booking {code} was changed', body: '{offering} at {property}, now {from}.' },
  'offering.new': { title: 'New at {property}', body: '{offering} can be booked from now on.' },
  'provider.assigned': { title: 'You are assigned to {code}', body: '{offering} at {property}, {from}.' },
  'provider.unassigned': {
    title: 'You are not assigned to {code} any more',
    body: '{offering} at {property}, {from}.',
  },
  'provider.unavailable': { title: '{provider} is not available', body: 'Look whether bookings need somebody else.' },
  'message.received': { title: 'New message from {actor}', body: 'You have not read it yet.' },
  'message.mentioned': { title: '{actor} mentioned you', body: 'You have not read the message yet.' },
  'conversation.assigned': { title: 'A conversation is yours', body: '{actor} asks you to take care of it.' },
  'order.placed': { title: 'New order {code}', body: 'It waits to be accepted.' },
  'order.ready': { title: 'Your order {code} is ready', body: 'It is on its way to you, or waits for you.' },
  'order.rejected': { title: 'Your order {code} was not taken', body: 'The kitchen cannot make it now.' },
  'order.cancelled': { title: 'Your order {code} was cancelled', body: 'Nothing is charged for it.' },
  'order.refundDue': {
    title: 'Order {code} was paid, and is called off',
    body: 'Give the money back, if it is not to stay.',
  },
  'payment.captured': { title: 'Your payment has arrived', body: '{property} thanks you.' },
  'payment.refunded': { title: 'Money is on its way back to you', body: '{property} has refunded a payment.' },
  'payment.failed': { title: 'A payment has failed', body: 'At {property}. Try again, or pay another way.' },
  'payment.disputed': { title: 'A payment is disputed', body: 'At {property}. Answer the bank in time.' },
  'property.opened': { title: '{property} is open', body: 'It takes bookings.' },
  'property.paused': { title: '{property} is paused', body: 'It takes no new bookings for now.' },
  'property.maintenance': { title: '{property} is closed for works', body: 'It takes no new bookings for now.' },
  'property.archived': { title: '{property} is archived', body: 'Guests do not see it any more.' },
  'member.roleChanged': { title: 'Your role at {property} changed', body: '{actor} changed what you may do there.' },
  'member.invited': {
    title: 'You are invited to {property}',
    body: '{actor} asks you to join. The link works for seven days, and for this address alone.',
    action: 'Accept the invitation',
  },
  'alert.raised': { title: 'Alert: {alert}', body: 'At {property}. Look at it, and say that you do.' },
  'alert.crossed': { title: 'Alert: {alert}', body: 'At {property}: {value}, and the threshold is {threshold}.' },
  'account.newDevice': {
    title: 'A new device signed in to your account',
    body: '{device}. If that was not you, change your password.',
  },
  'account.passwordChanged': {
    title: 'Your password was changed',
    body: 'If that was not you, ask an administrator to disable your account at once.',
  },
  'account.sessionStolen': {
    title: 'A session of yours was ended',
    body: 'Its refresh token came twice: somebody else may have had it. Change your password.',
  },
  'mail.footer': { title: 'Frontdesk', body: 'You get this mail by your notification preferences.', action: 'Open' },
  'mail.unsubscribe': {
    title: 'No more mail of this kind?',
    body: 'You are still told in the app. In your preferences you can have it back.',
    action: 'Unsubscribe',
  },
  'mail.unsubscribed': {
    title: 'You get no more mail of this kind',
    body: 'In your preferences you can have it back.',
  },
  somebody: { title: 'somebody', body: '' },
} as const satisfies Record<string, Text>;
