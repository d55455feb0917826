import { useRef } from 'react';
import { type LiveList, useLiveList } from '../api/use-live-list.js';
import { MenuDocument, type MenuItemPartsFragment, type MenuItemStatus } from '../generated/graphql.js';

/** A whole menu, as far as its items are in one of these states. `asOf`: where the feed of its changes begins. */
export function useMenu(
  slug: string,
  statuses: MenuItemStatus[],
): LiveList<MenuItemPartsFragment> & { readonly asOf: string | null } {
  const asOf = useRef<string | null>(null);
  const list = useLiveList({
    query: MenuDocument,
    variables: { slug, statuses },
    pick: ({ property }) => {
      asOf.current ??= property?.menu.asOf ?? null;
      return property?.menu;
    },
    matches: ({ status }) => statuses.includes(status),
    compare: (a, b) => a.category.localeCompare(b.category) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id),
    all: true,
  });
  return { ...list, asOf: asOf.current };
}
