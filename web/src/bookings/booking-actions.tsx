import { Button } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import type { BookingPartsFragment, BookingStatus } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { refusalsOfAny } from '../ui/refusals-of-any.js';
import { useAction } from '../ui/use-action.js';
import { AssignProvider } from './assign-provider.js';
import styles from './booking-actions.module.css';
import { transitions } from './booking-transitions.js';
import { ChangeWithReason } from './change-with-reason.js';
import { ModifyBooking } from './modify-booking.js';
import { RescheduleBooking } from './reschedule-booking.js';

type Open = 'reschedule' | 'modify' | 'assign' | BookingStatus | null;

/** What one can make of a booking now, as the server says. */
export function BookingActions({ booking, propertyId }: { booking: BookingPartsFragment; propertyId: string | null }) {
  const text = useText();
  const client = useClient();
  const action = useAction();
  const [open, setOpen] = useState<Open>(null);
  const changeable = booking.status === 'PENDING' || booking.status === 'CONFIRMED';
  const assignable = propertyId !== null && (changeable || booking.status === 'CHECKED_IN');

  const change = (to: BookingStatus, reason?: string) =>
    action.run(async () => {
      const transition = transitions[to];
      if (transition === undefined) return [];
      const input = { id: booking.id, idempotencyKey: crypto.randomUUID(), ...(reason !== undefined && { reason }) };
      return refusalsOfAny(await client.mutation(transition.document, { input }).toPromise());
    });

  const steps = booking.viewerTransitions.filter((to) => transitions[to] !== undefined);
  const close = () => {
    setOpen(null);
    action.reset();
  };
  const rest = open === null ? action.restOf() : null;
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        {assignable && (
          <Button variant="default" onClick={() => setOpen('assign')}>
            {text.bookings.assign}
          </Button>
        )}
        {changeable && (
          <>
            <Button variant="default" onClick={() => setOpen('modify')}>
              {text.bookings.edit}
            </Button>
            <Button variant="default" onClick={() => setOpen('reschedule')}>
              {text.bookings.reschedule}
            </Button>
          </>
        )}
        {steps
          .toSorted((a, b) => Number(transitions[b]?.asks) - Number(transitions[a]?.asks))
          .map((to) => (
            <Button
              key={to}
              variant={transitions[to]?.asks ? 'default' : 'filled'}
              loading={action.busy && open === null}
              onClick={() => (transitions[to]?.asks ? setOpen(to) : void change(to))}
            >
              {text.bookings.actions[to]}
            </Button>
          ))}
      </div>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {open === 'reschedule' && <RescheduleBooking booking={booking} onClose={close} />}
      {open === 'modify' && <ModifyBooking booking={booking} desk={propertyId !== null} onClose={close} />}
      {open === 'assign' && propertyId !== null && (
        <AssignProvider booking={booking} propertyId={propertyId} onClose={close} />
      )}
      {(open === 'DECLINED' || open === 'CANCELLED' || open === 'NO_SHOW') && (
        <ChangeWithReason
          booking={booking}
          to={open}
          guest={propertyId === null}
          action={action}
          onClose={close}
          onChange={(reason) => change(open, reason)}
        />
      )}
    </div>
  );
}
