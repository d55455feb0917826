import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { BoardOrderFragment, OrderStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { Notice } from '../ui/notice.js';
import { refusalsOfAny } from '../ui/refusals-of-any.js';
import { useAction } from '../ui/use-action.js';
import styles from './order-card.module.css';
import { nextStep, orderSteps } from './order-steps.js';

/** One order on the board: what, for whom, where to, since when, and the one step that follows. */
export function OrderCard({ order, now }: { order: BoardOrderFragment; now: number }) {
  const text = useText();
  const client = useClient();
  const action = useAction();
  const [stopping, setStopping] = useState(false);
  const { code, booking, status } = order;
  const can = order.viewerTransitions;
  const next = nextStep[status];
  const stop = can.find((to) => to === 'REJECTED' || to === 'CANCELLED');

  async function move(to: OrderStatus) {
    const document = orderSteps[to];
    if (document === undefined) return [];
    const input = { id: order.id, idempotencyKey: crypto.randomUUID() };
    return refusalsOfAny(await client.mutation(document, { input }).toPromise());
  }

  const waiting = Math.floor((now - Date.parse(order.createdAt)) / 60_000);
  const rest = action.restOf();
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <b>{order.place !== '' ? order.place : (booking?.guestName ?? code)}</b>
        <span className={styles.since} data-late={status !== 'READY' && waiting >= 15}>
          {text.orders.since(Math.max(0, waiting))}
        </span>
      </div>
      <ul className={styles.lines}>
        {order.lines.map((line) => (
          <li key={`${line.name} ${line.notes}`}>
            <span className={styles.quantity}>{line.quantity}</span>
            <span>
              {line.name}
              {line.notes !== '' && <span className={styles.wish}>{line.notes}</span>}
            </span>
          </li>
        ))}
      </ul>
      {order.notes !== '' && <p className={styles.wish}>{order.notes}</p>}
      <p className={styles.soft}>
        {[code, order.place !== '' ? booking?.guestName : null].filter(Boolean).join(' · ')}
      </p>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <div className={styles.buttons}>
        {stop !== undefined && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => setStopping(true)}
            aria-label={`${text.orders.steps[stop]}: ${code}`}
          >
            {text.orders.steps[stop]}
          </Button>
        )}
        {next !== undefined && can.includes(next) && (
          <Button
            size="compact-sm"
            loading={action.busy}
            onClick={() => void action.run(() => move(next))}
            aria-label={`${text.orders.steps[next]}: ${code}`}
          >
            {text.orders.steps[next]}
          </Button>
        )}
      </div>
      {stopping && stop !== undefined && (
        <Confirm
          title={text.orders.stopTitle(code)}
          text={text.orders.stopText}
          action={text.orders.steps[stop]}
          onClose={() => setStopping(false)}
          onConfirm={async () => (await move(stop)).map(({ message }) => message).join(' ') || null}
        />
      )}
    </li>
  );
}
