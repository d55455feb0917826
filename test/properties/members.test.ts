import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PropertyRole } from '../../src/generated/prisma/enums.js';
import { type RunningApp, startApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  invitation { id email role status invitedBy { name } } token userErrors { code field }
} }`;
const accept = `mutation ($token: String!) { acceptInvitation(input: { token: $token }) {
  member { id role property { viewerRole name } } userErrors { code }
} }`;
const revoke = `mutation ($id: ID!) { revokeInvitation(input: { id: $id }) { invitation { status } userErrors { code } } }`;
const changeRole = `mutation ($id: ID!, $role: PropertyRole!, $version: Int) {
  changeMemberRole(input: { id: $id, role: $role, expectedVersion: $version }) { member { role version } userErrors { code } }
}`;
const remove = `mutation ($id: ID!) { removeMember(input: { id: $id }) {
  removedMemberId property { viewerRole } userErrors { code }
} }`;

async function aTeam(...roles: PropertyRole[]) {
  const property = await aProperty(running.app);
  const members = [];
  for (const role of roles) {
    const { user, membership } = await aMember(running.app, property, role);
    members.push({ user, id: globalId('Member', membership.id), token: await signedIn(running.app, user) });
  }
  const [first, second] = members;
  if (first === undefined) throw new Error('A team has somebody.');
  return { property, id: globalId('Property', property.id), first, second: second ?? first };
}

const typesOf = async (stream: string) =>
  (
    await running.app.database.prisma.event.findMany({
      // What people are told of it comes a moment later.
      where: { stream, type: { not: 'NotificationCreated' } },
      orderBy: { seq: 'asc' },
    })
  ).map(({ type }) => type);

it('A7: staff invite nobody, managers staff alone, owners anybody', async () => {
  const { property, id, first: owner } = await aTeam('OWNER');
  const { user: staff } = await aMember(running.app, property, 'STAFF');
  const { user: manager } = await aMember(running.app, property, 'MANAGER');
  const ask = async (who: { id: string }, role: PropertyRole) => {
    const input = { propertyId: id, email: `${role}@new.example`, role };
    return (await running.ask(invite, { input }, await signedIn(running.app, who))).data.inviteMember.userErrors;
  };
  expect(await ask(staff, 'STAFF')).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  expect(await ask(manager, 'MANAGER')).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  expect(await ask(manager, 'STAFF')).toEqual([]);
  expect(await ask(owner.user, 'OWNER')).toEqual([]);
});

it('A7: an invitation answers the same whether or not the address has an account', async () => {
  const { id, first: owner } = await aTeam('OWNER');
  const user = await aUser(running.app);
  const answers = [];
  for (const email of [user.email, 'nobody-yet@example.com']) {
    const input = { propertyId: id, email, role: 'STAFF' };
    const { data } = await running.ask(invite, { input }, owner.token);
    const { id: _, email: __, ...rest } = data.inviteMember.invitation;
    answers.push({ ...data.inviteMember, invitation: rest, token: data.inviteMember.token.length });
  }
  expect(answers[0]).toEqual(answers[1]);
});

it('A7: the token is nowhere in the database, and a repeated request answers it again', async () => {
  const { id, first: owner } = await aTeam('OWNER');
  const input = { propertyId: id, email: 'again@example.com', role: 'STAFF', idempotencyKey: `again-${id}` };
  const first = await running.ask(invite, { input }, owner.token);
  const second = await running.ask(invite, { input }, owner.token);
  expect(second.data).toEqual(first.data);
  const { prisma } = running.app.database;
  const stored = JSON.stringify([
    await prisma.idempotency.findMany(),
    await prisma.event.findMany({ select: { payload: true } }),
  ]);
  expect(stored).not.toContain(first.data.inviteMember.token);
});

it('A7: a link works for the invited person alone, once, and the newest only', async () => {
  const { property, id, first: owner } = await aTeam('OWNER');
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const input = { propertyId: id, email: user.email, role: 'STAFF' };
  const older = (await running.ask(invite, { input }, owner.token)).data.inviteMember;
  const newer = (await running.ask(invite, { input }, owner.token)).data.inviteMember;
  const stranger = await signedIn(running.app, await aUser(running.app));
  for (const [link, who] of [
    [newer.token, stranger],
    [older.token, token],
    ['fdi_made-up', token],
  ])
    expect((await running.ask(accept, { token: link }, who)).data.acceptInvitation.userErrors).toEqual([
      { code: 'INVITATION_NOT_VALID' },
    ]);
  const { data } = await running.ask(accept, { token: newer.token }, token);
  expect(data.acceptInvitation).toMatchObject({
    userErrors: [],
    member: { role: 'STAFF', property: { viewerRole: 'STAFF' } },
  });
  const again = await running.ask(accept, { token: newer.token }, token);
  expect(again.data.acceptInvitation.userErrors).toEqual([{ code: 'INVITATION_NOT_VALID' }]);
  const third = await running.ask(invite, { input }, owner.token);
  expect(third.data.inviteMember.userErrors).toMatchObject([{ code: 'ALREADY_MEMBER', field: 'email' }]);
  expect(await typesOf(`property:${property.id}`)).toEqual([
    'MemberInvited',
    'InvitationRevoked',
    'MemberInvited',
    'MemberJoined',
  ]);
  expect(await typesOf(`user:${user.id}`)).toEqual(['AccessChanged']);
});

it('A7: a link that is too old or was taken back is worth nothing', async () => {
  const { id, first: owner } = await aTeam('OWNER');
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const input = { propertyId: id, email: user.email, role: 'STAFF' };
  const invited = (await running.ask(invite, { input }, owner.token)).data.inviteMember;
  await running.app.database.prisma.invitation.updateMany({
    where: { email: user.email ?? '' },
    data: { expiresAt: new Date() },
  });
  expect((await running.ask(accept, { token: invited.token }, token)).data.acceptInvitation.userErrors).toHaveLength(1);
  const again = (await running.ask(invite, { input }, owner.token)).data.inviteMember;
  const { data } = await running.ask(revoke, { id: again.invitation.id }, owner.token);
  expect(data.revokeInvitation).toEqual({ invitation: { status: 'REVOKED' }, userErrors: [] });
  expect((await running.ask(accept, { token: again.token }, token)).data.acceptInvitation.userErrors).toHaveLength(1);
});

it('A7: whoever is removed does not come back through a link that they made', async () => {
  const { id, first: owner, second: manager } = await aTeam('OWNER', 'MANAGER');
  const user = await aUser(running.app);
  const input = { propertyId: id, email: user.email, role: 'STAFF' };
  const invited = (await running.ask(invite, { input }, manager.token)).data.inviteMember;
  await running.ask(remove, { id: manager.id }, owner.token);
  const { data } = await running.ask(accept, { token: invited.token }, await signedIn(running.app, user));
  expect(data.acceptInvitation.userErrors).toEqual([{ code: 'INVITATION_NOT_VALID' }]);
});

it('A7: managers give no roles beyond staff; owners do, and the person’s rights follow', async () => {
  const { property, first: owner, second: manager } = await aTeam('OWNER', 'MANAGER');
  const { user, membership } = await aMember(running.app, property, 'STAFF');
  const id = globalId('Member', membership.id);
  const refused = await running.ask(changeRole, { id, role: 'MANAGER' }, manager.token);
  expect(refused.data.changeMemberRole.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
  const own = await running.ask(changeRole, { id: manager.id, role: 'OWNER' }, manager.token);
  expect(own.data.changeMemberRole.userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
  const done = await running.ask(changeRole, { id, role: 'MANAGER', version: 1 }, owner.token);
  expect(done.data.changeMemberRole).toEqual({ member: { role: 'MANAGER', version: 2 }, userErrors: [] });
  const stale = await running.ask(changeRole, { id, role: 'STAFF', version: 1 }, owner.token);
  expect(stale.data.changeMemberRole.userErrors).toEqual([{ code: 'VERSION_CONFLICT' }]);
  expect(await typesOf(`user:${user.id}`)).toEqual(['AccessChanged']);
});

it('A7: the open invitations of a manager who becomes staff are taken back, and those of others stay', async () => {
  const { property, id: propertyId, first: owner, second: manager } = await aTeam('OWNER', 'MANAGER');
  for (const { token } of [owner, manager]) {
    const input = { propertyId, email: `${randomUUID()}@new.example`, role: 'STAFF' };
    expect((await running.ask(invite, { input }, token)).data.inviteMember.userErrors).toEqual([]);
  }
  const done = await running.ask(changeRole, { id: manager.id, role: 'STAFF' }, owner.token);
  expect(done.data.changeMemberRole.userErrors).toEqual([]);
  const invitations = await running.app.database.prisma.invitation.findMany({ where: { propertyId: property.id } });
  const open = invitations.filter(({ revokedAt }) => revokedAt === null);
  expect(open.map(({ invitedById }) => invitedById)).toEqual([owner.user.id]);
  expect(await typesOf(`property:${property.id}`)).toEqual([
    'MemberInvited',
    'MemberInvited',
    'InvitationRevoked',
    'MemberRoleChanged',
  ]);
});

it('A7: anybody may leave, and sees nothing of it from then on', async () => {
  const { property, id, second: staff } = await aTeam('OWNER', 'STAFF');
  const { data } = await running.ask(remove, { id: staff.id }, staff.token);
  expect(data.removeMember).toEqual({ removedMemberId: staff.id, property: { viewerRole: null }, userErrors: [] });
  const after = await running.ask(
    'query ($id: ID!) { property(id: $id) { members { totalCount } } }',
    { id },
    staff.token,
  );
  expect(after.data.property).toEqual({ members: null });
  expect(after.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  expect(await typesOf(`property:${property.id}`)).toEqual(['MemberRemoved']);
  expect(await typesOf(`user:${staff.user.id}`)).toEqual(['AccessChanged']);
});

it('A7: the last owner stays one', async () => {
  const { first: owner } = await aTeam('OWNER', 'MANAGER');
  const left = await running.ask(remove, { id: owner.id }, owner.token);
  expect(left.data.removeMember.userErrors).toEqual([{ code: 'LAST_OWNER' }]);
  const stepped = await running.ask(changeRole, { id: owner.id, role: 'STAFF' }, owner.token);
  expect(stepped.data.changeMemberRole.userErrors).toEqual([{ code: 'LAST_OWNER' }]);
});

it('A7: an owner whose account is disabled does not count as one', async () => {
  const { first: owner, second: other } = await aTeam('OWNER', 'OWNER');
  await running.app.database.prisma.user.update({ where: { id: other.user.id }, data: { status: 'DISABLED' } });
  const left = await running.ask(remove, { id: owner.id }, owner.token);
  expect(left.data.removeMember.userErrors).toEqual([{ code: 'LAST_OWNER' }]);
});

it('A7: of two owners who leave at the same moment, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const { property, first, second } = await aTeam('OWNER', 'OWNER');
    const answers = await Promise.all([first, second].map(({ id, token }) => running.ask(remove, { id }, token)));
    const codes = answers.flatMap(({ data }) => data.removeMember.userErrors).map(({ code }) => code);
    expect(codes).toEqual(['LAST_OWNER']);
    const owners = await running.app.database.prisma.membership.count({ where: { propertyId: property.id } });
    expect(owners).toBe(1);
  }
});
