import type { Cache } from '@urql/exchange-graphcache';
import type { DomainUpdates } from '../updates.js';

/** A new one joins the lists that begin with the newest. */
function show(id: string | undefined, store: Cache): void {
  const key = id === undefined ? null : store.keyOfEntity({ __typename: 'Announcement', id });
  for (const { fieldName, arguments: given } of store.inspectFields('Query')) {
    if (key === null || fieldName !== 'announcements' || given?.after != null) continue;
    const list = store.resolve('Query', fieldName, given);
    const nodes = typeof list === 'string' ? (store.resolve(list, 'nodes') as readonly string[]) : null;
    if (typeof list === 'string' && nodes != null && !nodes.includes(key)) store.link(list, 'nodes', [key, ...nodes]);
  }
}

export const updates: DomainUpdates = {
  mutations: {
    publishAnnouncement(answer, _variables, store) {
      const { announcement } = answer.publishAnnouncement as unknown as { announcement: { id: string } | null };
      show(announcement?.id, store);
    },
  },
  events: {
    AnnouncementStarted: ({ announcement }: { announcement: { id: string } | null }, store) =>
      show(announcement?.id, store),
  },
};
