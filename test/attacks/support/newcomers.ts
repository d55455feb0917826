import { randomUUID } from 'node:crypto';
import { globalId } from '../../support/global-id.js';
import { done } from './acting.js';
import { Later } from './later.js';
import { open, target, tokenAs } from './target.js';

/** Somebody who has signed up for one question, after which there may be nothing left of them. */
export interface Newcomer {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
  /** To work at the property. */
  readonly invitation: string;
}

/** What ends, or lets in, whoever it is about: it is tried on people who have come for it. */
export const isForNewcomers = (operation: string): boolean =>
  /^(acceptInvitation|changePassword|disconnect|eraseMyAccount|refreshSession|revokeSession|setUser(Role|Status)|sign(In|Out|Up))$/.test(
    operation,
  );

/** What is right in those places is theirs. */
const theirs: Record<string, (newcomer: Newcomer) => string> = {
  'acceptInvitation.input.token': ({ invitation }) => invitation,
  'changePassword.input.currentPassword': ({ password }) => password,
  'changePassword.input.newPassword': ({ password }) => `${password} and more`,
  'disconnect.input.sessionId': ({ sessionId }) => sessionId,
  'disconnect.input.userId': ({ userId }) => userId,
  'eraseMyAccount.input.password': ({ password }) => password,
  'refreshSession.input.refreshToken': ({ refreshToken }) => refreshToken,
  'revokeSession.input.sessionId': ({ sessionId }) => globalId('Session', sessionId),
  'setUserRole.input.userId': ({ userId }) => userId,
  'setUserStatus.input.userId': ({ userId }) => userId,
  'signIn.input.email': ({ email }) => email,
  'signIn.input.password': ({ password }) => password,
  'signUp.input.email': ({ email }) => `another-${email}`,
  'signUp.input.password': ({ password }) => `${password} and more`,
};

/** What is right in that place, when it is theirs. */
export function ofNewcomer(path: string): Later | undefined {
  const say = theirs[path];
  return say && new Later(({ newcomer }) => newcomer && say(newcomer));
}

export async function aNewcomer(operation: string): Promise<Newcomer> {
  const email = `newcomer-${randomUUID()}@example.com`;
  const password = 'seven quiet rivers';
  const { session, viewer } = await done(
    open(),
    null,
    'signUp',
    { email, name: 'Newcomer', password },
    'session { accessToken refreshToken } viewer { user { id } }',
  );
  const claims = JSON.parse(Buffer.from(`${session.accessToken}`.split('.')[1] ?? '', 'base64url').toString());
  return {
    userId: viewer.user.id,
    sessionId: claims.sid,
    email,
    password,
    token: session.accessToken,
    refreshToken: session.refreshToken,
    invitation: operation === 'acceptInvitation' ? await invitationOf(email) : '',
  };
}

async function invitationOf(email: string): Promise<string> {
  const { prey } = target();
  const input = { propertyId: prey.propertyId, email, role: 'STAFF' };
  const { token } = await done(open(), await tokenAs('owner', prey), 'inviteMember', input, 'token');
  return token;
}
