import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { NotePartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import styles from './history.module.css';
import { type HistoryItem, itemsOf } from './history-items.js';
import { HistoryRow } from './history-row.js';
import type { Draft, ThreadState } from './thread-state.js';
import type { Message } from './thread-window.js';
import { useReading } from './use-reading.js';
import { useTarget } from './use-target.js';
import type { Failure } from './use-thread.js';

export interface HistoryActions {
  /** Whether I work there. */
  readonly staff: boolean;
  readonly onResend: (draft: Draft) => void;
  readonly onTakeBack: (draft: Draft) => void;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
  readonly onChanged: (message: Message) => void;
  readonly onRemove: (id: string) => Promise<string | null>;
  /** Leads to a message in its place. */
  readonly onShow: (id: string) => void;
}

interface Props extends HistoryActions {
  readonly thread: ThreadState;
  readonly notes: readonly NotePartsFragment[];
  readonly caughtUp: number;
  readonly onOlder: () => Promise<void>;
  readonly onNewer: () => Promise<void>;
  readonly onNewest: () => Promise<void>;
  /** The message that is looked for, once it is loaded. Another object, and it is shown again. */
  readonly target: Target | null;
  readonly failure: Failure | null;
}

export interface Target {
  readonly id: string;
}

/** This near to the end, one is at the end. */
const near = 80;

/** Everything that was said, however long: only what is seen is in the page. Stays at the end unless one scrolled up. */
export function History(props: Props) {
  const { thread, notes, caughtUp, onOlder, onNewer, onNewest, target, failure, ...actions } = props;
  const { text, date } = useSpeech();
  const words = text.conversations;
  const me = useViewer().user.id;
  const box = useRef<HTMLDivElement>(null);
  const [below, setBelow] = useState(target === null);
  const atEnd = below && thread.newer === null;
  const items = useMemo(
    () => itemsOf(thread.messages, notes, thread.drafts, date),
    [thread.messages, notes, thread.drafts, date],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => estimate(items[index]),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    useFlushSync: false,
  });
  const total = virtual.getTotalSize();
  const newest = thread.messages.at(-1) ?? null;
  useReading(thread.conversation?.id ?? null, newest, atEnd);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  // Whoever is at the end stays there: with each new message, and while the heights become known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to show
  useLayoutEffect(() => {
    if (atEnd) toEnd();
  }, [atEnd, toEnd, total, items]);

  // Older messages come in above: what one reads stays where it is. Not the first item: the day above them may be the same.
  const top = thread.messages[0]?.id;
  const before = useRef({ top, total });
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && before.current.top !== undefined && before.current.top !== top && !atEnd)
      element.scrollTop += total - before.current.total;
    before.current = { top, total };
  }, [top, total, atEnd]);

  useTarget({ target, items, virtual, box, onFound: () => setBelow(false) });

  // Short pages that do not fill the screen are followed by the one before.
  useEffect(() => {
    const element = box.current;
    if (element !== null && element.scrollHeight <= element.clientHeight + 40) void onOlder();
  }, [onOlder]);

  const missed =
    atEnd || newest === null || thread.newer !== null
      ? 0
      : thread.messages.filter(({ sequence, sender }) => sequence > seenUpTo(thread, me) && sender?.id !== me).length;
  return (
    <div className={styles.frame}>
      <div
        ref={box}
        className={styles.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls by keys
        tabIndex={0}
        role="log"
        aria-label={words.thread}
        aria-live="off"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          const left = scrollHeight - scrollTop - clientHeight;
          setBelow(left < near);
          if (scrollTop < 600) void onOlder();
          if (left < 600) void onNewer();
        }}
      >
        {thread.older === null && items.length === 0 && <p className={styles.empty}>{words.noMessagesYet}</p>}
        <div className={styles.space} style={{ height: total }}>
          {virtual.getVirtualItems().map((row) => {
            const item = items[row.index];
            return (
              item !== undefined && (
                <div
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  data-target={(item.kind === 'message' && item.message.id === target?.id) || undefined}
                  className={styles.row}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <HistoryRow item={item} thread={thread} {...actions} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          className={styles.down}
          onClick={async () => {
            setBelow(true);
            if (thread.newer === null) toEnd();
            else await onNewest();
          }}
        >
          {missed > 0 ? words.newBelow(missed) : words.toNewest}
        </button>
      )}
      {failure !== null && (
        <p className={styles.failed} role="alert">
          {text.failed}
          <button type="button" onClick={failure.retry}>
            {text.retry}
          </button>
        </p>
      )}
      {caughtUp > 0 && (
        <p className={styles.caughtUp} role="status">
          {text.connection.caughtUp(caughtUp)}
        </p>
      )}
      <p className={styles.unseen} role="status" aria-live="polite">
        {newest !== null && thread.newer === null && newest.sender?.id !== me && newest.deletedAt == null
          ? words.says(newest.sender?.name ?? text.appName, newest.body)
          : ''}
      </p>
    </div>
  );
}

const seenUpTo = ({ people }: ThreadState, me: string): number => people.find(({ user }) => user.id === me)?.read ?? 0;

function estimate(item: HistoryItem | undefined): number {
  if (item?.kind === 'day') return 44;
  const body = item?.kind === 'message' ? item.message.body : item?.kind === 'draft' ? item.draft.body : '';
  return 52 + Math.ceil(body.length / 60) * 21;
}
