import { NativeSelect, TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationFilter } from '../generated/graphql.js';
import { PlusIcon } from '../shell/icons.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import styles from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.js';
import type { Scope } from './conversations.js';
import { useConversations } from './use-conversations.js';

const views = ['open', 'unread', 'mine', 'unassigned', 'snoozed', 'closed'] as const;
type View = (typeof views)[number];
const rowHeight = 76;

export function ConversationList(props: { scope: Scope; openId: string | null; onStart: () => void }) {
  const { scope, openId, onStart } = props;
  const text = useText();
  const words = text.conversations;
  const me = useViewer().user.id;
  const [view, setView] = useState<View>('open');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const filter = useMemo(
    () => ({ ...scope.base, ...filterOf(view, me), ...(wanted && { search: wanted }) }),
    [scope.base, view, me, wanted],
  );
  const list = useConversations(filter, scope.property?.id ?? null);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => list.rows[index]?.id ?? index,
    overscan: 8,
  });
  const { loadMore, hasMore } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as long as what is there does not fill the screen
  useEffect(() => {
    const element = box.current;
    if (hasMore && element !== null && element.scrollHeight <= element.clientHeight + rowHeight) loadMore();
  }, [hasMore, list.rows.length]);
  const offered = scope.property === null ? views.filter((one) => one !== 'mine' && one !== 'unassigned') : views;

  return (
    <section className={styles.side} aria-label={scope.title}>
      <header className={styles.header}>
        <h1>{scope.title}</h1>
        <button type="button" className={styles.start} aria-label={words.start} title={words.start} onClick={onStart}>
          <PlusIcon />
        </button>
      </header>
      <div className={styles.filters}>
        <TextInput
          type="search"
          aria-label={text.search}
          placeholder={words.searchHint}
          value={search}
          maxLength={100}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={words.view}
          value={view}
          onChange={(event) => setView(views.find((one) => one === event.currentTarget.value) ?? 'open')}
          data={offered.map((value) => ({ value, label: words.views[value] }))}
        />
      </div>
      <div
        ref={box}
        className={styles.scroll}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < 400) list.loadMore();
        }}
      >
        {!list.ready && (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.again} />)}
        {list.ready && list.rows.length === 0 && (
          <Empty
            title={wanted === '' ? words.emptyTitle[view] : words.nothingFound}
            text={wanted === '' ? words.emptyText : words.nothingFoundText}
          />
        )}
        <ul className={styles.list} style={{ height: virtual.getTotalSize() }} aria-label={scope.title}>
          {virtual.getVirtualItems().map((item) => {
            const row = list.rows[item.index];
            return (
              row !== undefined && (
                <li key={item.key} className={styles.item} style={{ transform: `translateY(${item.start}px)` }}>
                  <ConversationRow row={row} scope={scope} open={row.id === openId} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function filterOf(view: View, me: string): ConversationFilter {
  switch (view) {
    case 'open':
      return { statuses: ['ACTIVE'] };
    case 'unread':
      return { unread: true };
    case 'mine':
      return { assigneeId: me, statuses: ['ACTIVE', 'SNOOZED'] };
    case 'unassigned':
      return { assigneeId: null, statuses: ['ACTIVE'] };
    case 'snoozed':
      return { statuses: ['SNOOZED'] };
    case 'closed':
      return { statuses: ['CLOSED', 'ARCHIVED'] };
  }
}
