import { viewerFeed } from '../accounts/feeds.js';
import { userField } from '../accounts/user-field.js';
import { actorOf } from '../context.js';
import { propertyFeed } from '../properties/feeds.js';
import { streamOf } from '../realtime/streams.js';
import { defineFeed, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { blockedPeople } from './blocked-people.js';
import { Conversation } from './conversation.js';
import { conversationFor } from './conversation-access.js';
import { conversationField } from './conversation-fields.js';
import { ConversationStatus, ParticipantRole } from './enums.js';
import * as events from './events.js';

export const conversationFeed = defineFeed(
  'conversationEvents',
  'ConversationEvent',
  'What happens in a conversation, for those who may read it.',
);

feedField(conversationFeed, {
  description: 'What happens in a conversation. It ends for somebody at the very event that takes them out.',
  args: (t) => ({
    conversationId: t.globalID({ for: Conversation, required: true, description: 'Which conversation.' }),
  }),
  async open({ conversationId: { id } }, context) {
    const { prisma } = context.app.database;
    let blocked: ReadonlySet<string> = new Set();
    const read = async () => {
      const actor = actorOf(context);
      blocked = await blockedPeople(prisma, actor);
      return (await conversationFor(prisma, actor, id)).about;
    };
    return {
      stream: streamOf.conversation(id),
      subject: await read(),
      subjectNow: read,
      shows: () => (blocked.size === 0 ? undefined : (event) => !blocked.has(event.actor)),
    };
  },
});

const shown = [conversationFeed];
const everywhere = [conversationFeed, viewerFeed, propertyFeed];
const mine = [viewerFeed];

eventType(events.conversationStarted, everywhere, (t) => ({
  conversation: conversationField(t),
}));

eventType(events.conversationUpdated, everywhere, (t) => ({
  conversation: conversationField(t),
  changes: t.stringList({ description: 'What changed: `subject`.', resolve: ({ event }) => event.payload.changes }),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.conversationStatusChanged, everywhere, (t) => ({
  conversation: conversationField(t),
  from: t.field({ type: ConversationStatus, description: 'Before.', resolve: ({ event }) => event.payload.from }),
  to: t.field({ type: ConversationStatus, description: 'From there on.', resolve: ({ event }) => event.payload.to }),
  version: t.int({ description: 'The version from there on.', resolve: ({ event }) => event.payload.version }),
}));

eventType(events.participantAdded, shown, (t) => ({
  conversation: conversationField(t),
  user: userField(t),
  role: t.field({ type: ParticipantRole, description: 'What they are.', resolve: ({ event }) => event.payload.role }),
}));

eventType(events.participantRemoved, shown, (t) => ({
  conversation: conversationField(t),
  user: userField(t),
  role: t.field({ type: ParticipantRole, description: 'What they were.', resolve: ({ event }) => event.payload.role }),
}));

eventType(events.participantRoleChanged, shown, (t) => ({
  conversation: conversationField(t),
  user: userField(t),
  from: t.field({ type: ParticipantRole, description: 'What they were.', resolve: ({ event }) => event.payload.from }),
  to: t.field({ type: ParticipantRole, description: 'What they are.', resolve: ({ event }) => event.payload.to }),
}));

eventType(events.conversationJoined, mine, (t) => ({ conversation: conversationField(t) }));

eventType(events.conversationLeft, mine, (t) => ({
  conversationId: t.globalID({
    description: 'The global id of the conversation.',
    resolve: ({ event }) => ({ type: Conversation, id: event.payload.conversationId }),
  }),
}));

eventType(events.conversationMuted, mine, (t) => ({
  conversation: conversationField(t),
  muted: t.boolean({ description: 'Whether it is quiet.', resolve: ({ event }) => event.payload.muted }),
  mutedUntil: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'Until when. Null: until I take it back.',
    resolve: ({ event: { payload } }) => (payload.mutedUntil === null ? null : new Date(payload.mutedUntil)),
  }),
}));
