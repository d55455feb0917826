import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePages } from '../api/use-pages.js';
import { SearchMessagesDocument, type SearchMessagesQuery } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { titleOf } from './conversation-title.js';
import type { Scope } from './conversations.js';
import styles from './found-messages.module.css';
import { foundParts } from './found-text.js';

type Found = SearchMessagesQuery['searchMessages']['nodes'][number];

interface Props {
  readonly query: string;
  /** The property whose inbox it is. Null among one's own messages. */
  readonly property: Scope['property'];
  /** Null: in all of them. */
  readonly conversationId: string | null;
  readonly onFollow?: () => void;
}

/** Messages with these words, the newest first. Each leads to its place. */
export function FoundMessages({ query, property, conversationId, onFollow }: Props) {
  const { text } = useSpeech();
  const words = text.conversations;
  const { rows, error, hasMore, more, reload } = usePages({
    query: SearchMessagesDocument,
    variables: { query, conversationId, propertyId: conversationId === null ? (property?.id ?? null) : null },
    pick: (data) => data.searchMessages,
  });
  if (rows === undefined) return error === undefined ? <Rows /> : <Failed error={error} onRetry={reload} />;
  if (rows.length === 0 && error === undefined) return <Empty title={words.nothingFound} text={words.noMessageFound} />;
  return (
    <>
      <ul className={styles.list} aria-label={words.foundMessages}>
        {rows.map((message) => (
          <li key={message.id}>
            <FoundMessage
              message={message}
              query={query}
              property={property}
              titled={conversationId === null}
              onFollow={onFollow}
            />
          </li>
        ))}
      </ul>
      {error !== undefined && <Failed error={error} onRetry={more} />}
      {error === undefined && hasMore && (
        <p className={styles.more}>
          <Button variant="default" onClick={more}>
            {words.moreFound}
          </Button>
        </p>
      )}
    </>
  );
}

function FoundMessage(props: {
  message: Found;
  query: string;
  property: Scope['property'];
  titled: boolean;
  onFollow?: (() => void) | undefined;
}) {
  const { message, query, property, titled, onFollow } = props;
  const { text, ago } = useSpeech();
  const me = useViewer().user.id;
  const { conversation, sender } = message;
  const common = { className: styles.found, search: { message: message.id }, onClick: onFollow };
  const inside = (
    <>
      <span className={styles.head}>
        <b>{titled ? titleOf(conversation, me, text) : (sender?.name ?? text.appName)}</b>
        <time dateTime={message.createdAt}>{ago(message.createdAt)}</time>
      </span>
      <span className={styles.words}>
        {titled && <span className={styles.sender}>{sender?.name ?? text.appName}: </span>}
        {foundParts(message.body, query).map((part) =>
          part.found ? <mark key={part.at}>{part.text}</mark> : part.text,
        )}
      </span>
    </>
  );
  return property === null ? (
    <Link {...common} to="/messages/$conversationId" params={{ conversationId: conversation.id }}>
      {inside}
    </Link>
  ) : (
    <Link
      {...common}
      to="/properties/$slug/inbox/$conversationId"
      params={{ slug: property.slug, conversationId: conversation.id }}
    >
      {inside}
    </Link>
  );
}
