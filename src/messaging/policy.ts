import type { Policy, Rule } from '../policy/rule.js';

const signedIn: Rule = { user: 'yes', admin: 'yes', superAdmin: 'yes' };
const desk: Rule = { staff: 'property', manager: 'property', owner: 'property', admin: 'all', superAdmin: 'all' };
const participants: Rule = { ...desk, user: 'participant', provider: 'participant' };
/** Whoever started it, and the desk. */
const hosts: Rule = { ...desk, user: 'own', provider: 'own' };

export const messagingPolicy = {
  conversation: participants,
  conversations: signedIn,
  conversationEvents: participants,
  noteEvents: desk,
  typing: participants,
  setTyping: participants,
  'Conversation.assignee': desk,
  'Conversation.notes': desk,
  'Conversation.labels': desk,
  'Property.cannedReplies': desk,
  searchMessages: signedIn,
  messagingStats: desk,
  assignConversation: desk,
  labelConversation: desk,
  saveCannedReply: desk,
  deleteCannedReply: desk,
  addReaction: participants,
  removeReaction: participants,
  forwardMessage: participants,
  'Message.versions': desk,
  startConversation: signedIn,
  updateConversation: hosts,
  setConversationStatus: hosts,
  joinConversation: { ...signedIn, notes: { user: 'rooms; at a property, those who work there' } },
  leaveConversation: participants,
  addParticipants: hosts,
  removeParticipant: hosts,
  muteConversation: participants,
  editMessage: { user: 'own' },
  deleteMessage: { ...desk, user: 'own', provider: 'own' },
  markConversationRead: participants,
  acknowledgeDelivery: participants,
  addNote: desk,
  deleteNote: desk,
  sendMessage: { ...participants, key: 'messages:write', notes: { key: 'system messages' } },
} as const satisfies Policy;
