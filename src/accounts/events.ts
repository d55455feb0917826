import { z } from 'zod';
import { keyOf } from '../actor.js';
import { defineEvent } from '../realtime/event.js';
import { streamOf } from '../realtime/streams.js';

// Ids and versions alone: whoever reads an event loads the rest with the rights of that moment.
const ofUser = ({ userId }: { userId: string }) => [streamOf.user(userId)];

export const userSignedUp = defineEvent({
  type: 'UserSignedUp',
  description: 'My account was made.',
  payload: z.object({ userId: z.uuid() }),
  streams: ofUser,
  relayed: true,
});

export const sessionStarted = defineEvent({
  type: 'SessionStarted',
  description: 'A device signed in to my account.',
  payload: z.object({ userId: z.uuid(), sessionId: z.uuid() }),
  streams: ofUser,
});

export const sessionEndReasons = [
  'SIGNED_OUT',
  'REVOKED',
  'REFRESH_TOKEN_REUSED',
  'PASSWORD_CHANGED',
  'USER_DISABLED',
  'EXPIRED',
] as const;

export const sessionEnded = defineEvent({
  type: 'SessionEnded',
  description: 'A session of mine is over: its tokens are worth nothing from here on.',
  payload: z.object({ userId: z.uuid(), sessionId: z.uuid(), reason: z.enum(sessionEndReasons) }),
  streams: ofUser,
});

export const accessChangeReasons = [
  'SESSION_ENDED',
  'ROLE_CHANGED',
  'USER_DISABLED',
  'MEMBERSHIP_CHANGED',
  'MEMBERSHIP_REMOVED',
  'ACCOUNT_ERASED',
] as const;

/** Whatever takes a right away appends it: every connection of the person watches for it and looks at its rights anew. */
export const accessChanged = defineEvent({
  type: 'AccessChanged',
  audited: false,
  description: 'What I may see or do has changed.',
  payload: z.object({ userId: z.uuid(), reason: z.enum(accessChangeReasons) }),
  streams: ofUser,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});

export const passwordChanged = defineEvent({
  type: 'PasswordChanged',
  description: 'My password was changed.',
  payload: z.object({ userId: z.uuid() }),
  streams: ofUser,
});

export const profileUpdated = defineEvent({
  type: 'ProfileUpdated',
  description: 'My name or picture changed.',
  payload: z.object({ userId: z.uuid(), version: z.int() }),
  streams: ofUser,
});

export const settingsUpdated = defineEvent({
  type: 'SettingsUpdated',
  audited: false,
  description: 'My settings changed, on whichever device.',
  payload: z.object({ userId: z.uuid(), version: z.int() }),
  streams: ofUser,
});

export const userBlocked = defineEvent({
  type: 'UserBlocked',
  audited: false,
  description: 'I blocked somebody. They are not told.',
  payload: z.object({ userId: z.uuid(), blockedUserId: z.uuid() }),
  streams: ofUser,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});

export const userUnblocked = defineEvent({
  type: 'UserUnblocked',
  audited: false,
  description: 'I unblocked somebody.',
  payload: z.object({ userId: z.uuid(), blockedUserId: z.uuid() }),
  streams: ofUser,
  changesRightsOf: ({ userId }) => [keyOf.user(userId)],
});

export const userRoleChanged = defineEvent({
  type: 'UserRoleChanged',
  description: 'My role on the platform changed.',
  payload: z.object({
    userId: z.uuid(),
    from: z.enum(['USER', 'ADMIN', 'SUPER_ADMIN']),
    to: z.enum(['USER', 'ADMIN', 'SUPER_ADMIN']),
  }),
  streams: ofUser,
  relayed: true,
});

export const userStatusChanged = defineEvent({
  type: 'UserStatusChanged',
  description: 'My account was disabled, or enabled again.',
  payload: z.object({
    userId: z.uuid(),
    from: z.enum(['ACTIVE', 'DISABLED', 'ERASED']),
    to: z.enum(['ACTIVE', 'DISABLED', 'ERASED']),
  }),
  streams: ofUser,
  relayed: true,
});

export const accountErased = defineEvent({
  type: 'AccountErased',
  description: 'My account was erased, at my wish.',
  payload: z.object({ userId: z.uuid() }),
  streams: ofUser,
  relayed: true,
});

export const serviceKeyCreated = defineEvent({
  type: 'ServiceKeyCreated',
  description: 'I made a service key.',
  payload: z.object({ userId: z.uuid(), serviceKeyId: z.uuid() }),
  streams: ofUser,
  relayed: true,
});

export const serviceKeyRevoked = defineEvent({
  type: 'ServiceKeyRevoked',
  description: 'I revoked a service key.',
  payload: z.object({ userId: z.uuid(), serviceKeyId: z.uuid() }),
  streams: ({ userId, serviceKeyId }) => [streamOf.user(userId), streamOf.serviceKey(serviceKeyId)],
  relayed: true,
  changesRightsOf: ({ serviceKeyId }) => [keyOf.serviceKey(serviceKeyId)],
});
