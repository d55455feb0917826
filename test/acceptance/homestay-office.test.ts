import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { aHomestay, type Homestay } from './homestay.js';
import { patiently, Stage } from './stage.js';
import type { Item, Watch } from './watch.js';

describe('the office of a homestay', () => {
  let stage: Stage;
  let home: Homestay;
  beforeAll(async () => {
    stage = await Stage.open();
    home = await aHomestay(stage);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it('D1 F8: the dashboard is live for all who work there, with the revenue for those who may see money', async () => {
    const { house, owner, managers, staff, guest, books } = home;
    const feed = `dashboardUpdates(propertyId: "${house.id}")`;
    const selection = 'bookingsToday units revenue { amount currency }';
    const ofManager = await managers[0].device.watch(feed, selection);
    const ofStaff = await staff[0].device.watch(feed, selection);
    const [before] = ofManager.items;
    expect(before).toMatchObject({ units: 2, bookingsToday: 0 });
    const { id: bookingId } = await books(20);
    const { payment } = await owner.do('createPayment', { bookingId, gateway: 'desk' }, 'payment { id }');
    await owner.do('capturePayment', { id: payment.id });
    await ofManager.sees({ bookingsToday: 1, revenue: { amount: 5_000, currency: 'USD' } });
    await ofStaff.sees({ bookingsToday: 1, revenue: null });
    expect(ofStaff.items.every(({ revenue }) => revenue === null)).toBe(true);
    await expect(guest.device.watch(feed, selection)).rejects.toThrow();
  });

  it('D4 N1: alerts are raised by people and by numbers, told with their priority, taken on and resolved', async () => {
    const { house, managers, staff, books } = home;
    const manager = managers[0].device;
    const board = await manager.watch(
      `propertyEvents(propertyId: "${house.id}")`,
      `... on AlertRaised { severity alert { title metric } }
       ... on AlertAcknowledged { alert { title acknowledgedBy { name } } }
       ... on AlertResolved { alert { title resolvedBy { name } } }`,
    );
    const told = await manager.watch(
      'viewerEvents(kinds: [NOTIFICATION_CREATED])',
      '... on NotificationCreated { notification { type priority title } }',
    );
    const priorities = { INFO: 'LOW', WARNING: 'HIGH', CRITICAL: 'CRITICAL' };
    let critical = '';
    for (const [severity, priority] of Object.entries(priorities)) {
      const title = `Water in the cellar, ${severity}`;
      const input = { propertyId: house.id, severity, title };
      const { alert } = await staff[0].device.do('raiseAlert', input, 'alert { id status }');
      await board.sees({ __typename: 'AlertRaised', severity, alert: { title } });
      await told.sees({ notification: { type: 'ALERT', priority, title: expect.stringContaining(title) } });
      critical = alert.id;
    }
    await manager.do('acknowledgeAlert', { id: critical });
    await board.sees({ __typename: 'AlertAcknowledged', alert: { acknowledgedBy: { name: 'Jun Sato' } } });
    await staff[0].device.do('resolveAlert', { id: critical });
    await board.sees({ __typename: 'AlertResolved', alert: { resolvedBy: { name: 'Kim Bora' } } });
    const rule = { name: 'Somebody waits', metric: 'NEW_BOOKINGS', comparison: 'ABOVE', threshold: 0 };
    expect(await staff[0].device.refused('createAlertRule', { propertyId: house.id, ...rule })).toBe('NOT_ALLOWED');
    await books(24);
    await manager.do('createAlertRule', { propertyId: house.id, ...rule });
    await board.sees({ __typename: 'AlertRaised', alert: { metric: 'NEW_BOOKINGS' } });
    await told.sees({ notification: { type: 'METRIC' } });
  });

  it('D2 D3: what people do and look at is shown to those who work there; the audit trail tells the owner who did what', async () => {
    const { house, owner, managers, staff, guest, books } = home;
    const activity = await owner.watch(
      `propertyEvents(propertyId: "${house.id}", kinds: [ACTIVITY_RECORDED])`,
      '... on ActivityRecorded { activity { kind action user { name } } }',
    );
    await staff[0].device.do('recordActivity', { propertyId: house.id, action: 'calendar.opened' });
    const looked = { kind: 'INTERACTION', action: 'calendar.opened', user: { name: 'Kim Bora' } };
    await activity.sees({ activity: looked });
    const { id } = await books(22);
    await managers[0].device.do('confirmBooking', { id });
    expect(await guest.device.refused('checkInBooking', { id })).toBe('NOT_ALLOWED');
    const audit = `{ auditLog(propertyId: "${house.id}", filter: { nodeId: "${id}" }) {
      nodes { action outcome actor { name } before after address } } }`;
    const entries: Item[] = await patiently(async () => {
      const { auditLog } = await owner.ask(audit);
      expect(auditLog.nodes.map(({ action }: Item) => action)).toEqual([
        'checkInBooking',
        'confirmBooking',
        'createBooking',
      ]);
      return auditLog.nodes;
    });
    expect(entries[0]).toMatchObject({ outcome: 'REFUSED', actor: { name: 'Tom Wild' }, after: null });
    expect(entries[1]).toMatchObject({
      outcome: 'DONE',
      actor: { name: 'Jun Sato' },
      before: { status: 'PENDING' },
      after: { status: 'CONFIRMED' },
      address: '127.0.0.1',
    });
    const { auditVerification } = await owner.ask(`{ auditVerification(propertyId: "${house.id}") { intact } }`);
    expect(auditVerification).toEqual({ intact: true });
    for (const { device } of [managers[0], staff[0]])
      await expect(device.ask(audit)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { activity: lately } = await owner.ask(
      `{ activity(propertyId: "${house.id}", first: 50) { nodes { kind action user { name } } } }`,
    );
    expect(lately.nodes).toContainEqual(looked);
    expect(lately.nodes).toContainEqual({ kind: 'ACTION', action: 'confirmBooking', user: { name: 'Jun Sato' } });
  });

  it('F16 F17 A2: an integration tells its audience, and nobody else; with a key, by plain HTTP, once', async () => {
    const { house, owner, managers, staff, guest, admin } = home;
    const scopes = ['EVENTS_TRIGGER'];
    const { secret } = await admin.do('createServiceKey', { name: 'Door locks', scopes }, 'secret');
    const trigger = async (input: Item, key: string | null = secret) => {
      const response = await fetch(`${stage.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({
          query:
            'mutation ($input: TriggerEventInput!) { triggerEvent(input: $input) { eventId userErrors { code } } }',
          variables: { input },
        }),
      });
      return (await response.json()) as Item;
    };
    const shown = '... on EventTriggered { name data actor { kind name } }';
    const people = [owner, managers[0].device, staff[0].device, guest.device];
    const own = await Promise.all(people.map((each) => each.watch('viewerEvents(kinds: [EVENT_TRIGGERED])', shown)));
    const [ofOwner, ofManager, ofStaff, ofGuest] = own as [Watch, Watch, Watch, Watch];
    const board = await staff[0].device.watch(
      `propertyEvents(propertyId: "${house.id}", kinds: [EVENT_TRIGGERED])`,
      shown,
    );

    const opened = { name: 'door.opened', data: { door: 'East' }, userIds: [guest.id], idempotencyKey: 'opened 1' };
    const { data } = await trigger(opened);
    expect(data.triggerEvent.userErrors).toEqual([]);
    expect((await trigger(opened)).data.triggerEvent.eventId).toBe(data.triggerEvent.eventId);
    await ofGuest.sees({ name: 'door.opened', data: { door: 'East' }, actor: { kind: 'SERVICE_KEY' } });
    await trigger({ name: 'battery.low', propertyIds: [house.id] });
    await board.sees({ name: 'battery.low' });
    await trigger({ name: 'fire.drill', roles: ['USER'], exceptUserIds: [guest.id] });
    await Promise.all([ofOwner, ofManager, ofStaff].map((screen) => screen.sees({ name: 'fire.drill' })));
    await trigger({ name: 'the.end', userIds: [guest.id] });
    await ofGuest.sees({ name: 'the.end' });
    const names = (watch: Watch) => watch.items.map(({ name }) => name);
    expect(names(ofGuest)).toEqual(['door.opened', 'the.end']);
    expect([ofOwner, ofManager, ofStaff].map(names)).toEqual([['fire.drill'], ['fire.drill'], ['fire.drill']]);
    expect(names(board)).toEqual(['battery.low']);

    expect((await trigger({ name: 'x', userIds: [guest.id] }, null)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(await owner.refused('triggerEvent', { name: 'x', propertyIds: [house.id] })).toBe('NOT_ALLOWED');
  });

  it('D5: administrators see who is connected to which node, and end a connection; nobody else may', async () => {
    const { owner, staff, guest, admin } = home;
    const visitor = await stage.comes('Una Visit');
    const tablet = await stage.signIn(visitor);
    await visitor.device.watch('viewerEvents');
    await tablet.watch('viewerEvents');
    await tablet.watch('announcementEvents');
    const stats = await patiently(async () => {
      const { realtimeStats } = await admin.ask(
        '{ realtimeStats { complete connections users feeds { feed subscriptions } nodes { id webSockets reachesOthers lag { p99 } } } }',
      );
      expect(realtimeStats).toMatchObject({ complete: true });
      expect(realtimeStats.nodes).toHaveLength(stage.nodes.length);
      return realtimeStats;
    });
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(stats.nodes.map(({ webSockets }: Item) => webSockets))).toBe(stats.connections);
    expect(stats.feeds).toContainEqual({ feed: 'announcementEvents', subscriptions: 1 });
    for (const { webSockets } of stats.nodes) expect(webSockets).toBeGreaterThan(0);
    const listed = async () =>
      (
        await admin.ask(
          `{ connections(filter: { userId: "${visitor.id}" }) { nodes { id nodeId transport subscriptions { feed } user { name } } } }`,
        )
      ).connections.nodes;
    const connections = await listed();
    expect(connections).toHaveLength(2);
    expect(new Set(connections.map(({ nodeId }: Item) => nodeId)).size).toBe(stage.nodes.length);
    const ofTablet = connections.find(({ subscriptions }: Item) => subscriptions.length === 2);
    expect(ofTablet).toMatchObject({ transport: 'WEBSOCKET', user: { name: 'Una Visit' } });
    // Its client comes back by itself.
    const { ended } = await admin.do('disconnect', { connectionId: ofTablet.id }, 'ended complete');
    expect(ended).toBe(1);
    await eventually(() => expect(tablet.watches.map(({ begun }) => begun)).toEqual([2, 2]));
    for (const device of [owner, staff[0].device, guest.device])
      await expect(device.ask('{ realtimeStats { users } }')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
