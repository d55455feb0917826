import { afterAll, beforeAll, expect, it } from 'vitest';
import { turnAnnouncements } from '../../src/announcements/turn-announcements.js';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

let running: RunningApp;
let admin: string;
beforeAll(async () => {
  running = await startApp();
  admin = await signedIn(running.app, await aUser(running.app, { role: 'ADMIN' }));
});
afterAll(() => running.close());

const fields = 'id title severity status startsAt endsAt viewerDismissed';

const publish = async (input: object, token = admin) => {
  const { data, errors } = await running.ask(
    `mutation ($input: PublishAnnouncementInput!) { publishAnnouncement(input: $input) { announcement { ${fields} } userErrors { code field } } }`,
    { input: { title: 'Hello', ...input } },
    token,
  );
  return errors?.[0]?.extensions.code ?? data.publishAnnouncement;
};

const published = async (input: object, token = admin): Promise<string> => {
  const { announcement, userErrors } = await publish(input, token);
  expect(userErrors).toEqual([]);
  return announcement.id;
};

const act = async (name: string, id: string, token: string) => {
  const { data, errors } = await running.ask(
    `mutation ($id: ID!) { ${name}(input: { id: $id }) { announcement { ${fields} } userErrors { code } } }`,
    { id },
    token,
  );
  return errors?.[0]?.extensions.code ?? data[name];
};

const seenBy = async (token: string, args = ''): Promise<string[]> =>
  (await running.ask(`{ announcements${args} { asOf nodes { id } } }`, {}, token)).data.announcements.nodes.map(
    ({ id }: { id: string }) => id,
  );

const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

it('N10, F17: reaches everybody, a role, a property’s people, and everybody but one; nobody else', async () => {
  const property = await aProperty(running.app);
  const staff = await signedIn(running.app, (await aMember(running.app, property, 'STAFF')).user);
  const [ana, ben] = [await aUser(running.app), await aUser(running.app)];
  const [anas, bens] = [await signedIn(running.app, ana), await signedIn(running.app, ben)];
  const everyone = await published({ everyone: true });
  const admins = await published({ roles: ['ADMIN', 'SUPER_ADMIN'] });
  const there = await published({ propertyIds: [globalId('Property', property.id)] });
  const butBen = await published({ everyone: true, exceptUserIds: [globalId('User', ben.id)] });
  expect(await seenBy(anas)).toEqual([butBen, everyone]);
  expect(await seenBy(bens)).toEqual([everyone]);
  expect(await seenBy(staff)).toEqual([butBen, there, everyone]);
  expect(await seenBy(admin)).toEqual([butBen, admins, everyone]);
  const node = async (id: string, token: string) =>
    (await running.ask('query ($id: ID!) { node(id: $id) { id } }', { id }, token)).data.node;
  expect(await node(there, anas)).toBeNull();
  expect(await node(there, staff)).toEqual({ id: there });
  for (const id of [everyone, admins, there, butBen]) await act('endAnnouncement', id, admin);
  expect(await seenBy(staff)).toEqual([]);
});

it('N10, F1: is heard live by whom it is for, begins and ends at its time, and is told once', async () => {
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'STAFF');
  const [staff, other] = [await signedIn(running.app, user), await signedIn(running.app, await aUser(running.app))];
  const document =
    'subscription { announcementEvents { __typename ... on AnnouncementStarted { announcement { title status viewerDismissed } } ... on AnnouncementEnded { announcement { title status } } } }';
  await using mine = openSocket(running, staff);
  await using theirs = openSocket(running, other);
  const [followed, control] = [mine.follow(document), theirs.follow(document)];
  await eventually(() => expect([followed.items.length, control.items.length]).toEqual([1, 1]));
  const id = await published({
    title: 'Later',
    propertyIds: [globalId('Property', property.id)],
    startsAt: soon(3_600),
    endsAt: soon(7_200),
  });
  expect(await seenBy(staff)).toEqual([]);
  const { prisma } = running.app.database;
  const move = async (startsAt: number, endsAt: number) => {
    const where = { title: 'Later' };
    await prisma.announcement.updateMany({ where, data: { startsAt: soon(startsAt), endsAt: soon(endsAt) } });
    await Promise.all([turnAnnouncements(running.app.database), turnAnnouncements(running.app.database)]);
  };
  await move(-1, 3_600);
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(await seenBy(staff)).toEqual([id]);
  await move(-3_600, -1);
  await eventually(() => expect(followed.items).toHaveLength(3));
  expect(await seenBy(staff)).toEqual([]);
  await published({ everyone: true, title: 'To all' });
  await eventually(() => expect(control.items).toHaveLength(2));
  await eventually(() => expect(followed.items).toHaveLength(4));
  expect(followed.items.slice(1)).toEqual([
    { __typename: 'AnnouncementStarted', announcement: { title: 'Later', status: 'RUNNING', viewerDismissed: false } },
    { __typename: 'AnnouncementEnded', announcement: { title: 'Later', status: 'ENDED' } },
    { __typename: 'AnnouncementStarted', announcement: { title: 'To all', status: 'RUNNING', viewerDismissed: false } },
  ]);
  expect(control.items[1].announcement.title).toBe('To all');
});

it('N10: who has read one dismisses it, for themselves alone', async () => {
  const [anas, bens] = [
    await signedIn(running.app, await aUser(running.app)),
    await signedIn(running.app, await aUser(running.app)),
  ];
  const id = await published({ everyone: true });
  expect(await act('dismissAnnouncement', id, anas)).toMatchObject({ announcement: { viewerDismissed: true } });
  expect(await act('dismissAnnouncement', id, anas)).toMatchObject({ userErrors: [] });
  expect(await seenBy(anas, '(dismissed: false)')).not.toContain(id);
  expect(await seenBy(bens, '(dismissed: false)')).toContain(id);
  const hidden = await published({ roles: ['ADMIN'] });
  expect(await act('dismissAnnouncement', hidden, anas)).toBe('NOT_FOUND');
});

it('N10, F1: who dismisses one hears of it once in their own feed, on every device; nobody else does', async () => {
  const [ana, ben] = [await aUser(running.app), await aUser(running.app)];
  const [anas, bens] = [await signedIn(running.app, ana), await signedIn(running.app, ben)];
  const document =
    'subscription { viewerEvents(kinds: [ANNOUNCEMENT_DISMISSED, SETTINGS_UPDATED]) { __typename ... on AnnouncementDismissed { announcement { id viewerDismissed } } } }';
  await using device = openSocket(running, anas);
  await using theirs = openSocket(running, bens);
  const [mine, control] = [device.follow(document), theirs.follow(document)];
  await eventually(() => expect([mine.items.length, control.items.length]).toEqual([1, 1]));
  const id = await published({ everyone: true });
  const hidden = await published({ roles: ['ADMIN'] });
  for (const one of [hidden, id, id]) await act('dismissAnnouncement', one, anas);
  for (const token of [anas, bens])
    await running.ask('mutation { updateSettings(input: { sounds: false }) { userErrors { code } } }', {}, token);
  await eventually(() => expect(mine.items.at(-1)).toEqual({ __typename: 'SettingsUpdated' }));
  await eventually(() => expect(control.items.at(-1)).toEqual({ __typename: 'SettingsUpdated' }));
  expect(mine.items.slice(1, -1)).toEqual([
    { __typename: 'AnnouncementDismissed', announcement: { id, viewerDismissed: true } },
  ]);
  expect(control.items).toHaveLength(2);
});

it('N10, F1: what was dismissed is not shown by its event to who may not see it any more', async () => {
  const property = await aProperty(running.app);
  const { user, membership } = await aMember(running.app, property, 'STAFF');
  const staff = await signedIn(running.app, user);
  const id = await published({ propertyIds: [globalId('Property', property.id)] });
  const { asOf } = (await running.ask('{ notifications { asOf } }', {}, staff)).data.notifications;
  await act('dismissAnnouncement', id, staff);
  await running.app.database.prisma.membership.delete({ where: { id: membership.id } });
  await using socket = openSocket(running, await signedIn(running.app, user));
  const late = socket.follow(
    'subscription ($after: EventCursor) { viewerEvents(after: $after, kinds: [ANNOUNCEMENT_DISMISSED]) { __typename ... on AnnouncementDismissed { announcement { id } } } }',
    { after: asOf },
  );
  await eventually(() =>
    expect(late.items.at(-1)).toEqual({ __typename: 'AnnouncementDismissed', announcement: null }),
  );
});

it('N10: managers announce to where they work, and end what is theirs alone', async () => {
  const [ours, theirs] = [await aProperty(running.app), await aProperty(running.app)];
  const manager = await signedIn(running.app, (await aMember(running.app, ours, 'MANAGER')).user);
  const id = await published({ propertyIds: [globalId('Property', ours.id)] }, manager);
  expect(await publish({ everyone: true }, manager)).toMatchObject({ userErrors: [{ code: 'NOT_ALLOWED' }] });
  expect(await publish({ roles: ['USER'] }, manager)).toMatchObject({ userErrors: [{ code: 'NOT_ALLOWED' }] });
  const both = [globalId('Property', ours.id), globalId('Property', theirs.id)];
  expect(await publish({ propertyIds: both }, manager)).toBe('NOT_FOUND');
  const foreign = await published({ propertyIds: both });
  expect(await act('endAnnouncement', foreign, manager)).toBe('NOT_FOUND');
  expect(await act('endAnnouncement', await published({ everyone: true }), manager)).toBe('NOT_FOUND');
  expect(await act('endAnnouncement', id, manager)).toMatchObject({ announcement: { status: 'ENDED' } });
  expect(await act('endAnnouncement', id, manager)).toMatchObject({ userErrors: [{ code: 'INVALID_TRANSITION' }] });
  expect(await seenBy(manager, '(managed: true)')).toContain(id);
});

it.each([
  ['nobody', {}, 'everyone'],
  ['an end before its beginning', { everyone: true, startsAt: soon(60), endsAt: soon(30) }, 'endsAt'],
  ['an end that is past', { everyone: true, endsAt: soon(-30) }, 'endsAt'],
  ['no title', { everyone: true, title: '  ' }, 'title'],
])('N10: refuses %s', async (_what, input, field) => {
  expect(await publish(input)).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', field }] });
});

// The last one: the database stays as full as it is.
it('N10: one row and one event for 100,000 people, and as many statements as for none', async () => {
  const count = async () => {
    const [row] = await running.app.database.query<{ rows: number }>(
      `SELECT ((SELECT count(*) FROM event) + (SELECT count(*) FROM notification) + (SELECT count(*) FROM delivery) +
         (SELECT count(*) FROM announcement) + (SELECT count(*) FROM dismissal) + (SELECT count(*) FROM reaction_outbox))::int AS rows`,
    );
    return row?.rows ?? -1;
  };
  const cost = async () => {
    const before = await count();
    let id = '';
    const statements = await statementsOf(async () => {
      id = await published({ everyone: true });
    });
    return { id, rows: (await count()) - before, statements: statements.length };
  };
  const few = await cost();
  for (let part = 0; part < 10; part++)
    await running.app.database.script(
      `INSERT INTO "user" (id, name, updated_at) SELECT gen_random_uuid(), 'One of many', now() FROM generate_series(1, 10000) n`,
    );
  const many = await cost();
  expect([few.rows, many.rows]).toEqual([2, 2]);
  // Jobs look around meanwhile: a few more or less are theirs.
  expect(many.statements).toBeLessThan(few.statements + 100);
  const last = await running.app.database.prisma.user.findFirstOrThrow({ where: { name: 'One of many' } });
  expect(await seenBy(await signedIn(running.app, last))).toEqual(expect.arrayContaining([many.id, few.id]));
}, 120_000);
