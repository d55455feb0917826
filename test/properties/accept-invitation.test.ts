import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const accept = `mutation ($token: String!) { acceptInvitation(input: { token: $token }) {
  member { id } userErrors { code }
} }`;

async function anInvited() {
  const property = await aProperty(running.app);
  const owner = await aMember(running.app, property, 'OWNER');
  const user = await aUser(running.app);
  const { data } = await running.ask(
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } token } }',
    { input: { propertyId: globalId('Property', property.id), email: user.email, role: 'STAFF' } },
    await signedIn(running.app, owner.user),
  );
  const { token, invitation } = data.inviteMember;
  return {
    user,
    link: token as string,
    invitationId: invitation.id as string,
    token: await signedIn(running.app, user),
  };
}

const memberships = (userId: string) => running.app.database.prisma.membership.count({ where: { userId } });

it('A7: a link that many use at once makes one member', async () => {
  const { user, link, token } = await anInvited();
  const answers = await Promise.all(Array.from({ length: 10 }, () => running.ask(accept, { token: link }, token)));
  const made = answers.filter(({ data }) => data.acceptInvitation.member !== null);
  expect(made).toHaveLength(1);
  expect(await memberships(user.id)).toBe(1);
});

// The embedded database has one connection: nothing passes there.
it.skipIf(inject('engine') === 'embedded').each([
  ['is disabled', (id: string) => `UPDATE "user" SET status = 'DISABLED' WHERE id = '${id}'`],
  ['is erased', (id: string) => `UPDATE "user" SET status = 'ERASED', email = NULL WHERE id = '${id}'`],
  [
    'is not invited any more',
    (_id: string, email: string) => `UPDATE invitation SET revoked_at = now() WHERE email = '${email}'`,
  ],
])('A7: whoever %s while they accept does not become a member', async (_what, change) => {
  const { user, link, token } = await anInvited();
  const { database } = running.app;
  const answer = await database.exclusively(4_713, async (other) => {
    await other.script(`BEGIN; ${change(user.id, user.email ?? '')}`);
    const accepting = running.ask(accept, { token: link }, token);
    await eventually(async () => {
      const waiting = await database.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).not.toEqual([]);
    });
    await other.script('COMMIT');
    return accepting;
  });
  expect(answer.data.acceptInvitation).toMatchObject({ member: null, userErrors: [{ code: 'INVITATION_NOT_VALID' }] });
  expect(await memberships(user.id)).toBe(0);
});
