import { userOf } from '../context.js';
import { streamOf } from '../realtime/streams.js';
import { builder } from '../schema/builder.js';
import { defineFeed, eventType } from '../schema/event.js';
import { feedField } from '../schema/feed.js';
import { platformFeed } from '../schema/platform-feed.js';
import * as events from './events.js';
import { PlatformRole } from './platform-role.js';
import { Session } from './session.js';
import { UserSettings } from './settings.js';
import { User } from './user.js';

export const viewerFeed = defineFeed('viewerEvents', 'ViewerEvent', 'What is addressed to me, on all my devices.');

feedField(viewerFeed, {
  description: 'Everything that is addressed to me.',
  open: (_args, context) => {
    const { id } = userOf(context);
    return { stream: streamOf.user(id), subject: { ownerIds: [id] } };
  },
});

const mine = [viewerFeed];
const alsoForThePlatform = [viewerFeed, platformFeed];

eventType(events.sessionStarted, mine, (t) => ({
  session: t.prismaField({
    type: Session,
    nullable: true,
    description: 'The session. Null once it is forgotten.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.session.findUnique({ ...query, where: { id: event.payload.sessionId } }),
  }),
}));

const SessionEndReason = builder.enumType('SessionEndReason', {
  description: 'Why a session is over.',
  values: {
    SIGNED_OUT: { description: 'The person signed out.' },
    REVOKED: { description: 'The person ended it from another device.' },
    REFRESH_TOKEN_REUSED: { description: 'A refresh token came twice: somebody else may have had it.' },
    PASSWORD_CHANGED: { description: 'The password was changed on another device.' },
    USER_DISABLED: { description: 'The account was disabled or erased.' },
    EXPIRED: { description: 'It was not used for too long.' },
  } satisfies Record<(typeof events.sessionEndReasons)[number], object>,
});

eventType(events.sessionEnded, mine, (t) => ({
  sessionId: t.globalID({
    description: 'The global id of the session.',
    resolve: ({ event }) => ({ type: Session, id: event.payload.sessionId }),
  }),
  reason: t.field({ type: SessionEndReason, description: 'Why.', resolve: ({ event }) => event.payload.reason }),
}));

const AccessChangeReason = builder.enumType('AccessChangeReason', {
  description: 'Why rights have changed.',
  values: {
    SESSION_ENDED: { description: 'A session of mine is over.' },
    ROLE_CHANGED: { description: 'I have another role on the platform.' },
    USER_DISABLED: { description: 'My account was disabled.' },
    MEMBERSHIP_CHANGED: { description: 'I work at a property from now on, or have another role there.' },
    MEMBERSHIP_REMOVED: { description: 'I do not work at a property any more.' },
    ACCOUNT_ERASED: { description: 'My account was erased.' },
  } satisfies Record<(typeof events.accessChangeReasons)[number], object>,
});

eventType(events.accessChanged, mine, (t) => ({
  reason: t.field({ type: AccessChangeReason, description: 'Why.', resolve: ({ event }) => event.payload.reason }),
}));

eventType(events.passwordChanged, mine);

eventType(events.profileUpdated, mine, (t) => ({
  version: t.int({
    description: 'The version of the profile from there on.',
    resolve: ({ event }) => event.payload.version,
  }),
  user: t.prismaField({
    type: User,
    nullable: true,
    description: 'Who it is about. Null once they are gone.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.user.findUnique({ ...query, where: { id: event.payload.userId } }),
  }),
}));

eventType(events.settingsUpdated, mine, (t) => ({
  version: t.int({
    description: 'The version of the settings from there on.',
    resolve: ({ event }) => event.payload.version,
  }),
  settings: t.prismaField({
    type: UserSettings,
    nullable: true,
    description: 'The settings as they are now.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.userSettings.findUnique({ ...query, where: { userId: event.payload.userId } }),
  }),
}));

eventType(events.userBlocked, mine, (t) => ({
  blockedUserId: t.globalID({
    description: 'The global id of whom I blocked.',
    resolve: ({ event }) => ({ type: User, id: event.payload.blockedUserId }),
  }),
}));

eventType(events.userUnblocked, mine, (t) => ({
  unblockedUserId: t.globalID({
    description: 'The global id of whom I unblocked.',
    resolve: ({ event }) => ({ type: User, id: event.payload.blockedUserId }),
  }),
}));

eventType(events.userSignedUp, alsoForThePlatform, (t) => ({
  user: t.prismaField({
    type: User,
    nullable: true,
    description: 'Who it is about. Null once they are gone.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.user.findUnique({ ...query, where: { id: event.payload.userId } }),
  }),
}));

eventType(events.userRoleChanged, alsoForThePlatform, (t) => ({
  user: t.prismaField({
    type: User,
    nullable: true,
    description: 'Who it is about. Null once they are gone.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.user.findUnique({ ...query, where: { id: event.payload.userId } }),
  }),
  from: t.field({ type: PlatformRole, description: 'The role before.', resolve: ({ event }) => event.payload.from }),
  to: t.field({ type: PlatformRole, description: 'The role from there on.', resolve: ({ event }) => event.payload.to }),
}));

eventType(events.userStatusChanged, alsoForThePlatform, (t) => ({
  user: t.prismaField({
    type: User,
    nullable: true,
    description: 'Who it is about. Null once they are gone.',
    resolve: (query, { event }, _args, { app }) =>
      app.database.prisma.user.findUnique({ ...query, where: { id: event.payload.userId } }),
  }),
  disabled: t.boolean({
    description: 'Whether nobody can sign in to the account from there on.',
    resolve: ({ event }) => event.payload.to !== 'ACTIVE',
  }),
}));

eventType(events.accountErased, alsoForThePlatform);
eventType(events.serviceKeyCreated, alsoForThePlatform);
eventType(events.serviceKeyRevoked, alsoForThePlatform);
