import { expect, it } from 'vitest';
import type { NoticeEvent } from '../../src/client/react/notification-documents.js';
import { after, empty, type Known, type Notice } from '../../src/client/react/notification-list.js';

const notice = (id: string, values: Partial<Notice> = {}): Notice => ({
  id,
  type: 'MESSAGE',
  priority: 'MEDIUM',
  title: id,
  body: '',
  text: id,
  createdAt: '2026-01-01T00:00:00Z',
  readAt: null,
  seenAt: null,
  archivedAt: null,
  actor: null,
  subject: null,
  ...values,
});

const loaded = (notices: readonly Notice[], hasNextPage = false): Known =>
  after(empty, {
    kind: 'loaded',
    answer: {
      viewer: { unreadNotifications: notices.length, unseenNotifications: notices.length },
      notifications: { asOf: 'a', nodes: notices, pageInfo: { hasNextPage, endCursor: 'end' } },
    },
  });

const counts = { id: 'event', occurredAt: '2026-01-02T00:00:00Z', unreadCount: 1, unseenCount: 1 };
const happened = (known: Known, event: NoticeEvent, filtered = false) =>
  after(known, { kind: 'happened', event, filtered });

it('N2: a new notification is first, once, however often its event comes', () => {
  const event: NoticeEvent = { ...counts, __typename: 'NotificationCreated', notification: notice('new') };
  const once = happened(loaded([notice('old')]), event);
  expect(once.notices.map(({ id }) => id)).toEqual(['new', 'old']);
  expect(happened(once, event).notices).toEqual(once.notices);
  expect(happened(loaded([]), event, true).notices).toEqual([]);
});

it('N3: what is read or seen elsewhere is so here, and what is put away leaves', () => {
  const known = loaded([notice('a'), notice('b')]);
  const read = happened(known, { ...counts, __typename: 'NotificationsRead', notificationIds: ['a'] });
  expect(read.notices.map(({ readAt }) => readAt)).toEqual([counts.occurredAt, null]);
  expect(read.notices[0]?.seenAt).toBe(counts.occurredAt);
  expect(read.unreadCount).toBe(1);
  const seen = happened(known, { ...counts, __typename: 'NotificationsSeen', notificationIds: ['b'] });
  expect(seen.notices.map(({ readAt, seenAt }) => [readAt, seenAt])).toEqual([
    [null, null],
    [null, counts.occurredAt],
  ]);
  const away = happened(known, { ...counts, __typename: 'NotificationsArchived', notificationIds: ['a'] });
  expect(away.notices.map(({ id }) => id)).toEqual(['b']);
});

it('N2: the next page follows, without what came meanwhile; the place of the feed stays the first', () => {
  const known = loaded([notice('a')], true);
  expect(known.next).toBe('end');
  const more = after(known, {
    kind: 'more',
    answer: {
      viewer: { unreadNotifications: 0, unseenNotifications: 0 },
      notifications: {
        asOf: 'later',
        nodes: [notice('a'), notice('b')],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    },
  });
  expect(more.notices.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(more.next).toBeNull();
  expect(more.asOf).toBe('a');
});
