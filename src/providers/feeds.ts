import { viewerFeed } from '../accounts/feeds.js';
import { bookingFeed } from '../bookings/booking-feed.js';
import { bookingField } from '../bookings/feeds.js';
import { propertyFeed, propertyField } from '../properties/feeds.js';
import { type EventFieldBuilder, eventType } from '../schema/event.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { Provider, ProviderStatus } from './provider.js';

const shown = [propertyFeed, viewerFeed, platformFeed];

eventType(events.providerCreated, shown, (t) => ({
  property: propertyField(t),
  provider: providerField(t),
}));

eventType(events.providerStatusChanged, shown, (t) => ({
  property: propertyField(t),
  provider: providerField(t),
  from: t.field({ type: ProviderStatus, description: 'The state before.', resolve: ({ event }) => event.payload.from }),
  to: t.field({
    type: ProviderStatus,
    description: 'The state from there on.',
    resolve: ({ event }) => event.payload.to,
  }),
  reason: t.string({
    nullable: true,
    description: 'Why, if they said so.',
    resolve: ({ event }) => event.payload.reason,
  }),
  until: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When they can be had again.',
    resolve: ({ event }) => (event.payload.until === null ? null : new Date(event.payload.until)),
  }),
  version: t.int({ description: 'The version of the provider.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.bookingProviderChanged, [bookingFeed, ...shown], (t) => ({
  property: propertyField(t),
  booking: bookingField(t),
  provider: providerField(t),
  version: t.int({
    description: 'The version of the booking from there on.',
    resolve: ({ event }) => event.payload.version,
  }),
}));

function providerField<Payload extends { providerId: string | null }>(t: EventFieldBuilder<Payload>) {
  return t.prismaField({
    type: Provider,
    nullable: true,
    description: 'Who, as they are now. Null: nobody.',
    resolve: (query, { event: { payload } }, _args, { app }) =>
      payload.providerId === null
        ? null
        : app.database.prisma.provider.findUnique({ ...query, where: { id: payload.providerId } }),
  });
}
