import { randomUUID } from 'node:crypto';
import { aMember, aUser } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import type { Expected } from './verdict.js';
import type { Asking, Relation, World } from './world.js';

const errors = 'userErrors { code }';

/** Of a property with a guest; or, for “own”, one without a property in which who asks takes part. */
async function aConversation(
  world: World,
  relation: Relation,
  asking: Asking,
  role: 'OWNER' | 'PARTICIPANT' = 'OWNER',
) {
  const { app } = world.running;
  const propertyId = world.propertyOf(relation)?.id;
  if (propertyId === undefined) return { id: randomUUID(), guestId: randomUUID() };
  const guest = await aUser(app);
  const isOwn = relation === 'own';
  const { id } = await app.database.prisma.conversation.create({
    data: {
      kind: isOwn ? 'GROUP' : 'GUEST_STAFF',
      propertyId: isOwn ? null : propertyId,
      participantCount: isOwn ? 2 : 1,
      participants: {
        create: [{ userId: guest.id, role: 'PARTICIPANT' }, ...(isOwn ? [{ userId: asking.userId, role }] : [])],
      },
    },
  });
  return { id, guestId: guest.id };
}

export const byConversation = async (world: World, relation: Relation, asking: Asking) => ({
  id: globalId('Conversation', (await aConversation(world, relation, asking)).id),
});
const asParticipant = async (world: World, relation: Relation, asking: Asking) => ({
  id: globalId('Conversation', (await aConversation(world, relation, asking, 'PARTICIPANT')).id),
});
const withGuest = async (world: World, relation: Relation, asking: Asking) => {
  const { id, guestId } = await aConversation(world, relation, asking);
  return { id: globalId('Conversation', id), userId: globalId('User', guestId) };
};

/** For “own”, one that who asks has written; otherwise one of the guest. */
async function aMessage(world: World, relation: Relation, asking: Asking) {
  const { id: conversationId, guestId } = await aConversation(world, relation, asking);
  const id = randomUUID();
  const { prisma } = world.running.app.database;
  if (relation !== 'none') {
    await prisma.conversation.update({ where: { id: conversationId }, data: { lastSequence: 1 } });
    await prisma.message.create({
      data: {
        id,
        conversationId,
        sequence: 1,
        senderId: relation === 'own' ? asking.userId : guestId,
        senderKind: 'GUEST',
        body: 'Hello',
        clientMessageId: id,
      },
    });
  }
  return { id, conversationId };
}
export const byMessage = async (world: World, relation: Relation, asking: Asking) => ({
  id: globalId('Message', (await aMessage(world, relation, asking)).id),
});

export async function aNote(world: World, relation: Relation, asking: Asking) {
  const { id: conversationId } = await aConversation(world, relation, asking);
  const id = randomUUID();
  if (relation !== 'none')
    await world.running.app.database.prisma.note.create({ data: { id, conversationId, sequence: 1, body: 'Note' } });
  return { id: globalId('Note', id) };
}

export async function aCannedReply(world: World, relation: Relation) {
  const id = randomUUID();
  const propertyId = world.propertyOf(relation)?.id;
  if (propertyId !== undefined)
    await world.running.app.database.prisma.cannedReply.create({ data: { id, propertyId, title: id, body: 'Hi' } });
  return { id: globalId('CannedReply', id) };
}

/** Nobody but the desk, those who take part, and administrators. Programs are nobody in particular. */
const people = {
  own: '- A A A A A A A - -',
  same: 'U N N A A A A A U U',
  other: 'U N N N N N A A U U',
  none: 'U N N N N N N N U U',
};
/** The same where a program is told what it lacks. */
const readers = { ...people, same: 'U N N A A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' };

const mutation = (name: string, input = '') =>
  `mutation ($id: ID!) { ${name}(input: { conversationId: $id ${input} }) { ${errors} } }`;

export const messagingVerdicts: Record<string, Expected> = {
  //                   anonymous guest provider staff manager owner admin super key key-without-scope
  conversation: {
    document: 'query ($id: ID!) { conversation(id: $id) { kind } }',
    variables: byConversation,
    verdicts: readers,
  },
  conversations: {
    document: '{ conversations { totalCount } }',
    verdicts: { none: 'U A A A A A A A R R' },
  },
  conversationEvents: {
    document: 'subscription ($id: ID!) { conversationEvents(conversationId: $id) { __typename } }',
    variables: byConversation,
    verdicts: readers,
  },
  'Conversation.assignee': {
    document: 'query ($id: ID!) { conversation(id: $id) { assignee { name } } }',
    variables: byConversation,
    verdicts: { own: '- R R R R R A A - -', same: 'U N N A A A A A R R', other: 'U N N N N N A A N N' },
  },
  startConversation: {
    document: `mutation { startConversation(input: { kind: GROUP }) { ${errors} } }`,
    verdicts: { none: 'U A A A A A A A R R' },
  },
  updateConversation: {
    document: `mutation ($id: ID!) { updateConversation(input: { id: $id, subject: "Other" }) { ${errors} } }`,
    variables: byConversation,
    verdicts: readers,
  },
  'updateConversation as participant': {
    document: `mutation ($id: ID!) { updateConversation(input: { id: $id, subject: "Other" }) { ${errors} } }`,
    variables: asParticipant,
    verdicts: { own: '- R R R R R A A - -' },
  },
  setConversationStatus: {
    document: `mutation ($id: ID!) { setConversationStatus(input: { id: $id, status: CLOSED }) { ${errors} } }`,
    variables: byConversation,
    verdicts: readers,
  },
  joinConversation: {
    document: mutation('joinConversation'),
    variables: byConversation,
    verdicts: {
      own: '- A A A A A A A - -',
      same: 'U N N A A A A A R R',
      other: 'U N N N N N A A R R',
      none: 'U N N N N N N N R R',
    },
  },
  leaveConversation: { document: mutation('leaveConversation'), variables: byConversation, verdicts: people },
  addParticipants: {
    document: `mutation ($id: ID!, $userId: ID!) {
      addParticipants(input: { conversationId: $id, userIds: [$userId] }) { ${errors} }
    }`,
    variables: withGuest,
    verdicts: people,
  },
  removeParticipant: {
    document: `mutation ($id: ID!, $userId: ID!) {
      removeParticipant(input: { conversationId: $id, userId: $userId }) { ${errors} }
    }`,
    variables: withGuest,
    verdicts: people,
  },
  muteConversation: {
    document: mutation('muteConversation', ', muted: true'),
    variables: byConversation,
    verdicts: { own: people.own, other: 'U N N N N N N N U U', none: people.none },
  },
  sendMessage: {
    document: mutation('sendMessage', ', body: "Hello"'),
    variables: byConversation,
    verdicts: { ...readers, same: 'U N N A A A A A A R' },
    scope: 'messages:write',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  },
  editMessage: {
    document: `mutation ($id: ID!) { editMessage(input: { id: $id, body: "Other" }) { ${errors} } }`,
    variables: byMessage,
    verdicts: { ...people, same: 'U N N R R R R R U U', other: 'U N N N N N R R U U' },
  },
  deleteMessage: {
    document: `mutation ($id: ID!) { deleteMessage(input: { id: $id }) { ${errors} } }`,
    variables: byMessage,
    verdicts: people,
  },
  'Message.versions': {
    document: 'query ($id: ID!) { node(id: $id) { ... on Message { versions { body } } } }',
    variables: byMessage,
    verdicts: { own: '- R R R R R A A - -', same: 'A A A A A A A A A A', other: 'A A A A A A A A A A' },
  },
  markConversationRead: { document: mutation('markConversationRead'), variables: byConversation, verdicts: people },
  acknowledgeDelivery: {
    document: `mutation ($id: ID!, $messageId: ID!) {
      acknowledgeDelivery(input: { conversationId: $id, messageId: $messageId }) { ${errors} }
    }`,
    variables: async (world, relation, asking) => {
      const { conversationId, id } = await aMessage(world, relation, asking);
      return { id: globalId('Conversation', conversationId), messageId: globalId('Message', id) };
    },
    verdicts: people,
  },
  noteEvents: {
    document: 'subscription ($id: ID!) { noteEvents(conversationId: $id) { __typename } }',
    variables: byConversation,
    verdicts: { ...readers, own: '- R R R R R A A - -' },
  },
  'Conversation.notes': {
    document: 'query ($id: ID!) { conversation(id: $id) { notes { totalCount } } }',
    variables: byConversation,
    verdicts: { own: '- R R R R R A A - -', same: 'U N N A A A A A R R', other: 'U N N N N N A A N N' },
  },
  addNote: {
    document: mutation('addNote', ', body: "Between us"'),
    variables: byConversation,
    verdicts: { ...people, own: '- R R R R R A A - -' },
  },
  deleteNote: {
    document: `mutation ($id: ID!) { deleteNote(input: { id: $id }) { ${errors} } }`,
    variables: aNote,
    verdicts: { ...people, own: '- R R R R R A A - -' },
  },
  typing: {
    document: 'subscription ($id: ID!) { typing(conversationId: $id) { text } }',
    variables: byConversation,
    verdicts: readers,
  },
  setTyping: { document: mutation('setTyping', ', typing: true'), variables: byConversation, verdicts: people },
  viewing: {
    document: 'subscription ($id: ID!) { viewing(nodeId: $id) { users { name } } }',
    variables: byConversation,
    verdicts: { ...readers, own: '- R R R R R A A - -' },
  },
  setViewing: {
    document: `mutation ($id: ID!) { setViewing(input: { nodeId: $id, viewing: true }) { ${errors} } }`,
    variables: byConversation,
    verdicts: { ...people, own: '- R R R R R A A - -' },
  },
  presence: {
    document: 'subscription ($id: ID!) { presence(userIds: [$id]) { status } }',
    variables: async (world, relation) => {
      const property = world.propertyOf(relation);
      if (property === null) return { id: globalId('User', randomUUID()) };
      return { id: globalId('User', (await aMember(world.running.app, property, 'STAFF')).user.id) };
    },
    verdicts: { same: 'U N N A A A A A U U', other: 'U N N N N N A A U U', none: 'U N N N N N N N U U' },
  },
  setPresence: {
    document: `mutation { setPresence(input: { away: true }) { ${errors} } }`,
    verdicts: { none: 'U A A A A A A A R R' },
  },
  forwardMessage: {
    document: `mutation ($id: ID!, $messageId: ID!) {
      forwardMessage(input: { id: $messageId, conversationId: $id }) { ${errors} }
    }`,
    variables: async (world, relation, asking) => {
      const { conversationId, id } = await aMessage(world, relation, asking);
      return { id: globalId('Conversation', conversationId), messageId: globalId('Message', id) };
    },
    verdicts: people,
  },
  addReaction: {
    document: `mutation ($id: ID!) { addReaction(input: { messageId: $id, emoji: "👍" }) { ${errors} } }`,
    variables: byMessage,
    verdicts: people,
  },
  removeReaction: {
    document: `mutation ($id: ID!) { removeReaction(input: { messageId: $id, emoji: "👍" }) { ${errors} } }`,
    variables: byMessage,
    verdicts: people,
  },
  searchMessages: {
    document: '{ searchMessages(query: "hello") { nodes { body } } }',
    verdicts: { none: 'U A A A A A A A R R' },
  },
  messagingStats: {
    document: `query ($id: ID!) {
      messagingStats(propertyId: $id, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { answers }
    }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
  'Conversation.labels': {
    document: 'query ($id: ID!) { conversation(id: $id) { labels } }',
    variables: byConversation,
    verdicts: { own: '- R R R R R A A - -', same: 'U N N A A A A A R R', other: 'U N N N N N A A N N' },
  },
  assignConversation: {
    document: mutation('assignConversation'),
    variables: byConversation,
    verdicts: { ...readers, own: '- R R R R R A A - -' },
  },
  labelConversation: {
    document: mutation('labelConversation', ', labels: ["VIP"]'),
    variables: byConversation,
    verdicts: { ...readers, own: '- R R R R R A A - -' },
  },
  'Property.cannedReplies': {
    document: 'query ($id: ID!) { property(id: $id) { cannedReplies { totalCount } } }',
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'R R R A A A A A R R', other: 'R R R R R R A A R R', none: 'N N N N N N N N N N' },
  },
  saveCannedReply: {
    document: `mutation ($id: ID!) { saveCannedReply(input: { propertyId: $id, title: "Hi", body: "Hello" }) { ${errors} } }`,
    variables: (world, relation) => ({ id: world.propertyId(relation) }),
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
  deleteCannedReply: {
    document: `mutation ($id: ID!) { deleteCannedReply(input: { id: $id }) { ${errors} } }`,
    variables: aCannedReply,
    verdicts: { same: 'U N N A A A A A R R', other: 'U N N N N N A A N N', none: 'U N N N N N N N N N' },
  },
};
