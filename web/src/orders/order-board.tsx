import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useRef } from 'react';
import { useLiveList } from '../api/use-live-list.js';
import { type BoardOrderFragment, OrderBoardDocument, OrderEventsDocument } from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { useMinutes } from '../ui/use-minutes.js';
import styles from './order-board.module.css';
import { OrderCard } from './order-card.js';
import { boardColumns } from './order-steps.js';

/** What the kitchen looks at: each order in the column of its state, moved on by one click. */
export function OrderBoard() {
  const text = useText();
  const { property } = useProperty();
  const { id: propertyId, slug } = property;
  const asOf = useRef<string | null>(null);
  const now = useMinutes();
  const list = useLiveList({
    query: OrderBoardDocument,
    variables: { filter: { propertyId, statuses: [...boardColumns] }, orderBy: 'OLDEST', first: 50 },
    pick: ({ orders }) => {
      asOf.current ??= orders.asOf ?? null;
      return orders;
    },
    matches: isOpen,
    compare: oldest,
    all: true,
  });
  useFeed(OrderEventsDocument, {
    variables: { propertyId },
    after: asOf.current,
    onEvent(event) {
      if ('order' in event && event.order != null) list.take(event.order, undefined);
    },
    onReset: list.reload,
  });
  const { rows } = list;
  return (
    <Screen
      wide
      title={text.orders.title}
      lead={text.orders.lead}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/properties/$slug/menu" params={{ slug }} {...props} />}
        >
          {text.orders.menu}
        </Button>
      }
    >
      {rows === undefined && (
        <Card flush>{list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />}</Card>
      )}
      {rows?.length === 0 && (
        <Card flush>
          <Empty title={text.orders.emptyTitle} text={text.orders.emptyText} />
        </Card>
      )}
      {rows !== undefined && rows.length > 0 && (
        <div className={styles.board}>
          {boardColumns.map((status) => {
            const orders = rows.filter((order) => order.status === status);
            return (
              <section key={status} className={styles.column} aria-labelledby={`column-${status}`}>
                <h2 id={`column-${status}`} className={styles.title} data-status={status}>
                  <span>{text.orders.statuses[status]}</span>
                  <span className={styles.count}>{orders.length}</span>
                </h2>
                <ul className={styles.cards} aria-live="polite" aria-relevant="additions">
                  {orders.map((order) => (
                    <OrderCard key={order.id} order={order} now={now} />
                  ))}
                </ul>
                {orders.length === 0 && <p className={styles.none}>{text.orders.columnEmpty}</p>}
              </section>
            );
          })}
        </div>
      )}
      <More list={list} />
    </Screen>
  );
}

const isOpen = ({ status }: BoardOrderFragment): boolean => boardColumns.some((column) => column === status);
const oldest = (a: BoardOrderFragment, b: BoardOrderFragment): number =>
  Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1);
