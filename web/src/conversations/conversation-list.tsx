import { NativeSelect, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ConversationFilter } from '../generated/graphql.js';
import { PlusIcon } from '../shell/icons.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Segments } from '../ui/segments.js';
import styles from './conversation-list.module.css';
import { ConversationRows } from './conversation-rows.js';
import type { Scope } from './conversations.js';
import { FoundMessages } from './found-messages.js';
import { LabelFilter } from './label-filter.js';
import { MarkEverythingRead } from './mark-everything-read.js';
import { useConversations } from './use-conversations.js';

const views = ['open', 'unread', 'mine', 'unassigned', 'snoozed', 'closed'] as const;
type View = (typeof views)[number];

export function ConversationList(props: { scope: Scope; openId: string | null; onStart: () => void }) {
  const { scope, openId, onStart } = props;
  const text = useText();
  const words = text.conversations;
  const me = useViewer().user.id;
  const [view, setView] = useState<View>('open');
  const [search, setSearch] = useState('');
  const [label, setLabel] = useState('');
  const [sought, setSought] = useState<'conversations' | 'messages'>('conversations');
  const wanted = useDeferredValue(search.trim());
  const filter = useMemo(
    () => ({
      ...scope.base,
      ...filterOf(view, me),
      ...(wanted && { search: wanted }),
      ...(label && scope.property !== null && { label }),
    }),
    [scope.base, scope.property, view, me, wanted, label],
  );
  const list = useConversations(filter, scope.property !== null);
  const offered = scope.property === null ? views.filter((one) => one !== 'mine' && one !== 'unassigned') : views;
  const empty =
    wanted !== ''
      ? { title: words.nothingFound, text: words.nothingFoundText }
      : { title: label === '' ? words.emptyTitle[view] : words.noneLabelled(label), text: words.emptyText };

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
        {scope.property !== null && <LabelFilter rows={list.rows ?? []} onChange={setLabel} />}
      </div>
      {wanted !== '' && (
        <div className={styles.sought}>
          <Segments
            label={words.searchIn}
            value={sought}
            options={[
              { value: 'conversations', label: words.foundConversations },
              { value: 'messages', label: words.foundMessages },
            ]}
            onChange={setSought}
          />
        </div>
      )}
      {view === 'unread' &&
        wanted === '' &&
        scope.property === null &&
        list.rows !== undefined &&
        list.rows.length > 0 && <MarkEverythingRead />}
      {wanted !== '' && sought === 'messages' ? (
        <div className={styles.scroll}>
          <FoundMessages query={wanted} property={scope.property} conversationId={null} />
        </div>
      ) : (
        <ConversationRows list={list} scope={scope} openId={openId} empty={empty} />
      )}
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
