import './scalars.js';
import './user-errors.js';
import '../accounts/schema.js';
import '../properties/schema.js';
import '../messaging/schema.js';
import '../attachments/schema.js';
import '../presence/schema.js';
import '../broadcasts/schema.js';
import '../notifications/schema.js';
import '../announcements/schema.js';
import '../nodes/schema.js';
import './platform-feed.js';
import './limits-query.js';
import '../accounts/feeds.js';
import '../properties/feeds.js';
import '../messaging/feeds.js';
import '../messaging/message-feeds.js';
import '../messaging/note-feed.js';
import '../messaging/inbox.js';
import '../messaging/reactions.js';
import '../broadcasts/feeds.js';
import '../offerings/schema.js';
import '../bookings/schema.js';
import '../providers/schema.js';
import '../orders/schema.js';
import '../payments/schema.js';
import '../dashboard/schema.js';
import '../audit/schema.js';
import '../alerts/schema.js';
import '../alerts/feeds.js';
import '../jobs/schema.js';
import '../activity/schema.js';
import '../offerings/feeds.js';
import '../bookings/feeds.js';
import '../providers/feeds.js';
import '../orders/feeds.js';
import '../payments/feeds.js';
import { builder } from './builder.js';

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description: 'Everything that can be done. Each takes one `input` and answers with `userErrors`.',
});

builder.subscriptionType({
  description: 'Everything that can be followed live. Feeds (`…Events`) lose nothing: they resume `after` a cursor.',
});

export const schema = builder.toSchema();
