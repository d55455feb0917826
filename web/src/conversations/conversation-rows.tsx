import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Empty, Failed, Rows } from '../ui/states.js';
import styles from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.js';
import type { Scope } from './conversations.js';
import type { ConversationsView } from './use-conversations.js';

const rowHeight = 76;

/** Of a list however long, what is on the screen. */
export function ConversationRows(props: {
  list: ConversationsView;
  scope: Scope;
  openId: string | null;
  empty: { title: string; text: string };
}) {
  const { list, scope, openId, empty } = props;
  const { rows = [], more } = list;
  // What could not be fetched is fetched again when somebody says so, and not by every turn of the wheel.
  const hasMore = list.hasMore && list.error === undefined;
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: as long as what is there does not fill the screen
  useEffect(() => {
    const element = box.current;
    if (hasMore && element !== null && element.scrollHeight <= element.clientHeight + rowHeight) more();
  }, [hasMore, rows.length]);
  return (
    <div
      ref={box}
      className={styles.scroll}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (hasMore && scrollHeight - scrollTop - clientHeight < 400) more();
      }}
    >
      {list.rows === undefined &&
        (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
      {list.rows?.length === 0 && <Empty {...empty} />}
      <ul className={styles.list} style={{ height: virtual.getTotalSize() }} aria-label={scope.title}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row !== undefined && (
              <li key={item.key} className={styles.item} style={{ transform: `translateY(${item.start}px)` }}>
                <ConversationRow row={row} scope={scope} open={row.id === openId} />
              </li>
            )
          );
        })}
      </ul>
      {list.rows !== undefined && list.error !== undefined && <Failed error={list.error} onRetry={more} />}
    </div>
  );
}
