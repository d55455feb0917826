import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { Alternatives, alternativesOf } from '../bookings/alternatives.js';
import { type HoldPartsFragment, HoldSlotDocument, type OfferedThingFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { useMoney } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';
import styles from './hold-slot.module.css';

/** Takes what was chosen, for some minutes. Somebody may have been faster: then one sees what is left. */
export function HoldSlot(props: {
  offering: OfferedThingFragment;
  from: string;
  to: string;
  /** Of one unit, in minor units. */
  amount: number;
  most: number;
  onHeld: (hold: HoldPartsFragment) => void;
}) {
  const { offering, from, to, most } = props;
  const text = useText();
  const when = useWhen();
  const money = useMoney();
  const action = useAction();
  const [quantity, setQuantity] = useState(1);
  const [, holdSlot] = useMutation(HoldSlotDocument);
  const nightly = offering.mode === 'NIGHTLY';

  async function hold(slot: { from: string; to: string; offeringId: string }) {
    await action.run(async () => {
      const result = await holdSlot({
        input: {
          offeringId: slot.offeringId,
          from: slot.from,
          quantity,
          idempotencyKey: crypto.randomUUID(),
          ...(nightly && { to: slot.to }),
        },
      });
      const held = result.data?.holdSlot.hold;
      if (held != null) props.onHeld(held);
      return refusalsOf(result, (data) => data.holdSlot);
    });
  }

  const alternatives = alternativesOf(action.errors);
  const rest = alternatives === undefined ? action.restOf('quantity') : null;
  const total = money({ amount: props.amount * quantity, currency: offering.price.currency });
  return (
    <form
      className={styles.hold}
      onSubmit={(event) => {
        event.preventDefault();
        void hold({ from, to, offeringId: offering.id });
      }}
    >
      <div className={styles.words}>
        <b>{when.span(from, to)}</b>
        <span className={styles.total}>{`${text.book.total}: ${total}`}</span>
      </div>
      <TextInput
        type="number"
        className={styles.many}
        label={text.book.howMany}
        min={1}
        max={Math.max(1, most)}
        value={quantity}
        onChange={(event) => setQuantity(Math.max(1, Number(event.currentTarget.value)))}
        error={action.errorOf('quantity')}
        required
      />
      <Button type="submit" size="md" loading={action.busy}>
        {text.book.hold}
      </Button>
      {alternatives !== undefined && (
        <div className={styles.wide}>
          <Alternatives
            of={alternatives}
            message={action.restOf() ?? text.bookings.taken}
            onTake={(slot) => void hold({ ...slot, offeringId: slot.offering?.id ?? offering.id })}
          />
        </div>
      )}
      {rest !== null && (
        <div className={styles.wide}>
          <Notice kind="wrong">{rest}</Notice>
        </div>
      )}
    </form>
  );
}
