import { Button, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import {
  CreateBookingDocument,
  type HoldPartsFragment,
  type OfferedThingFragment,
  ReleaseHoldDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { daysBetween } from '../ui/days.js';
import { Actions, Card, Stack } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { Empty } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';
import styles from './held.module.css';
import { useCountdown } from './use-countdown.js';

/** What is held while one decides: how long still, and the last step. */
export function Held(props: { hold: HoldPartsFragment; offering: OfferedThingFragment; onOver: () => void }) {
  const { hold, offering, onOver } = props;
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const action = useAction();
  const navigate = useNavigate();
  const left = useCountdown(hold.expiresAt);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [, create] = useMutation(CreateBookingDocument);
  const [, release] = useMutation(ReleaseHoldDocument);
  const nights = offering.mode === 'NIGHTLY' ? daysBetween(hold.from, hold.to) : 1;
  const total = money({
    amount: offering.price.amount * nights * hold.quantity,
    currency: offering.price.currency,
  });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const partySize = Number(form.get('partySize'));
    let code: string | undefined;
    const done = await action.run(async () => {
      const result = await create({
        input: {
          holdId: hold.id,
          notes: String(form.get('notes')).trim(),
          idempotencyKey,
          ...(partySize > 0 && { partySize }),
        },
      });
      code = result.data?.createBooking.booking?.code;
      return refusalsOf(result, (data) => data.createBooking);
    });
    if (done && code !== undefined) await navigate({ to: '/bookings/$code', params: { code } });
  }

  if (left <= 0 || hold.status === 'EXPIRED' || hold.status === 'RELEASED')
    return (
      <Card flush>
        <Empty
          title={text.book.heldOver}
          text={text.book.heldOverText}
          action={<Button onClick={onOver}>{text.book.choose}</Button>}
        />
      </Card>
    );
  const rest = action.restOf('partySize', 'notes');
  const seconds = Math.ceil(left / 1_000);
  return (
    <Card title={text.book.heldTitle} lead={text.book.heldText} actions={<Clock seconds={seconds} />}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p className={styles.what}>
            <b>{hold.quantity > 1 ? `${hold.quantity} × ${offering.name}` : offering.name}</b>
            <span>{when.span(hold.from, hold.to)}</span>
          </p>
          <TextInput
            type="number"
            name="partySize"
            min={1}
            defaultValue={hold.quantity}
            label={text.bookings.partySize}
            error={action.errorOf('partySize')}
          />
          <Textarea
            name="notes"
            label={`${text.bookings.notes} (${text.optional})`}
            rows={3}
            error={action.errorOf('notes')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <Actions>
          <Button
            variant="default"
            onClick={() =>
              void release({ input: { id: hold.id, idempotencyKey: crypto.randomUUID() } }).then(() => onOver())
            }
          >
            {text.book.release}
          </Button>
          <Button type="submit" loading={action.busy}>
            {text.book.confirm(total)}
          </Button>
        </Actions>
      </form>
    </Card>
  );
}

/** Read out by the minute, not by the second. */
function Clock({ seconds }: { seconds: number }) {
  const text = useText();
  const minutes = Math.floor(seconds / 60);
  return (
    <div className={styles.clock} data-late={seconds <= 60}>
      <span>{text.book.heldLeft}</span>
      <span role="timer" className={styles.digits}>
        {text.book.heldFor(String(minutes), String(seconds % 60).padStart(2, '0'))}
      </span>
    </div>
  );
}
