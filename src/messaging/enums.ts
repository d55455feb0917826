import {
  ConversationKind as Kinds,
  MessagePriority as Priorities,
  ParticipantRole as Roles,
  SenderKind as Senders,
  ConversationStatus as Statuses,
  MessageType as Types,
} from '../generated/prisma/enums.js';
import { builder } from '../schema/builder.js';

export const ConversationKind = builder.enumType('ConversationKind', {
  description: 'Who talks with whom.',
  values: {
    [Kinds.GUEST_STAFF]: { description: 'A guest with those who work at a property: all of them read and answer.' },
    [Kinds.STAFF_STAFF]: { description: 'People who work at the same property, among themselves.' },
    [Kinds.GUEST_GUEST]: { description: 'Two people. It stays one of two.' },
    [Kinds.GROUP]: { description: 'Several people, chosen by whoever started it.' },
    [Kinds.ROOM]: { description: 'A room with a name, which people join by themselves.' },
  },
});

export const ConversationStatus = builder.enumType('ConversationStatus', {
  description: 'What has to be done with a conversation.',
  values: {
    [Statuses.ACTIVE]: { description: 'It is open.' },
    [Statuses.ARCHIVED]: { description: 'It is put away until somebody writes again.' },
    [Statuses.CLOSED]: { description: 'It is over: nobody can write until it is opened again.' },
    [Statuses.SNOOZED]: { description: 'It sleeps until a time, or until somebody writes.' },
  },
});

export const ParticipantRole = builder.enumType('ParticipantRole', {
  description: 'What somebody is in a conversation.',
  values: {
    [Roles.OWNER]: { description: 'Started it, or was next: changes what it is about and who takes part.' },
    [Roles.PARTICIPANT]: { description: 'Takes part.' },
    [Roles.STAFF]: { description: 'Takes part as somebody who works at the property, for as long as they do.' },
  },
});

export const MessageType = builder.enumType('MessageType', {
  description: 'How a message came to be.',
  values: {
    [Types.TEXT]: { description: 'Somebody wrote it.' },
    [Types.SYSTEM]: { description: 'A program or Frontdesk itself tells what happened.' },
    [Types.AUTOMATED]: { description: 'An answer by rule, without anybody’s doing.' },
  },
});

export const MessagePriority = builder.enumType('MessagePriority', {
  description: 'How much a message matters.',
  values: {
    [Priorities.LOW]: { description: 'It can wait.' },
    [Priorities.NORMAL]: { description: 'As usual.' },
    [Priorities.HIGH]: { description: 'Soon.' },
    [Priorities.URGENT]: { description: 'At once.' },
  },
});

export const SenderKind = builder.enumType('SenderKind', {
  description: 'As what somebody wrote. The server works it out.',
  values: {
    [Senders.GUEST]: { description: 'A guest.' },
    [Senders.STAFF]: { description: 'Somebody who works at the property, or an administrator.' },
    [Senders.PROVIDER]: { description: 'A guide, driver or stylist.' },
    [Senders.SYSTEM]: { description: 'Frontdesk itself.' },
    [Senders.BOT]: { description: 'A program.' },
  },
});
