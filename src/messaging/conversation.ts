import { User } from '../accounts/user.js';
import { Property } from '../properties/property.js';
import { builder } from '../schema/builder.js';
import { ConversationKind, ConversationStatus } from './enums.js';
import { ownParticipant } from './own-participant.js';
import { Participant } from './participant.js';
import { conversationTransitions } from './states.js';
import { visibleConversations } from './visible.js';

export const Conversation = builder.prismaNode('Conversation', {
  id: { field: 'id', description: 'The global id.' },
  description: 'People who write to each other. Whoever works at its property reads along.',
  nullable: true,
  findUnique: (id, { actor }) => ({ id, AND: [visibleConversations(actor)] }),
  fields: (t) => ({
    kind: t.expose('kind', { type: ConversationKind, description: 'Who talks with whom.' }),
    status: t.expose('status', { type: ConversationStatus, description: 'What has to be done with it.' }),
    allowedTransitions: t.field({
      type: [ConversationStatus],
      description: 'What `setConversationStatus` can make of it now.',
      select: { status: true },
      resolve: ({ status }) => [...conversationTransitions[status]],
    }),
    snoozedUntil: t.expose('snoozedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'When it wakes up by itself. Null when it does not sleep.',
    }),
    subject: t.exposeString('subject', { nullable: true, description: 'What it is about; of a room, its name.' }),
    property: t.relation('property', {
      type: Property,
      nullable: true,
      description: 'The property that it belongs to. Null when it belongs to none.',
    }),
    startedBy: t.relation('startedBy', { type: User, nullable: true, description: 'Who started it.' }),
    assignee: t.relation('assignee', {
      type: User,
      nullable: true,
      description: 'Who of the property takes care of it. Null, with FORBIDDEN, for those who do not work there.',
      authScopes: ({ propertyId }) => ({ at: { operation: 'Conversation.assignee', propertyId } }),
    }),
    participantCount: t.exposeInt('participantCount', { description: 'How many people take part.' }),
    participants: t.relatedConnection(
      'participants',
      {
        type: Participant,
        cursor: 'id',
        description: 'Who takes part, those who came first first.',
        totalCount: true,
        query: { orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }] },
      },
      { name: 'ParticipantConnection' },
      { name: 'ParticipantEdge' },
    ),
    lastActivityAt: t.expose('lastActivityAt', {
      type: 'DateTime',
      description: 'When the newest message was sent; without one, when it was started.',
    }),
    deskReadSequence: t.exposeInt('deskSeenSequence', {
      description:
        'Up to where those who work at its property have read, whether or not they take part: as far as they let it be known.',
    }),
    viewerParticipant: t.field({
      type: Participant,
      nullable: true,
      description: 'What I am there. Null when I do not take part.',
      resolve: ({ id }, _args, context) => ownParticipant(context, id),
    }),
    viewerMuted: t.boolean({
      description: 'Whether nothing of it makes itself heard for me now.',
      complexity: 1,
      async resolve({ id }, _args, context) {
        const mine = await ownParticipant(context, id);
        return mine?.muted === true && (mine.mutedUntil === null || mine.mutedUntil > new Date());
      },
    }),
    viewerUnreadCount: t.int({
      description:
        'How many messages I have not read. Where I do not take part myself: how many nobody of the property has read.',
      complexity: 1,
      async resolve({ id, lastSequence, deskReadSequence }, _args, context) {
        const mine = await ownParticipant(context, id);
        return lastSequence - (mine?.readSequence ?? deskReadSequence);
      },
    }),
    version: t.exposeInt('version', { description: 'Goes up with each change: for `expectedVersion`.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was started.' }),
  }),
});
