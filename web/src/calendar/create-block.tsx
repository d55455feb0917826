import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { SlotFields } from '../bookings/slot-fields.js';
import { CreateBlockDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { FormActions } from '../ui/form-actions.js';
import { Fields, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import type { Range } from './book-range.js';

/** Closes a unit for a while: for repairs, for cleaning, for its owner. */
export function CreateBlock({ range, onClose }: { range: Range; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const nightly = range.from.length === 10;
  const [slot, setSlot] = useState({ from: range.from, to: range.to });
  const [, create] = useMutation(CreateBlockDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    const { unit } = range;
    if (unit === null) return;
    const done = await action.run(async () =>
      refusalsOf(
        await create({ input: { unitId: unit.id, ...slot, reason, idempotencyKey: crypto.randomUUID() } }),
        (data) => data.createBlock,
      ),
    );
    if (done) onClose();
  }

  const moment = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={text.bookings[name]}
      value={slot[name]}
      onChange={(event) => setSlot({ ...slot, [name]: event.currentTarget.value.slice(0, 16) })}
      error={action.errorOf(name)}
      required
    />
  );
  const rest = action.restOf('from', 'to', 'reason');
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <p>{text.calendar.blockLead}</p>
        {nightly ? (
          <SlotFields mode="NIGHTLY" {...slot} action={action} onChange={(from, to) => setSlot({ from, to })} />
        ) : (
          <Fields>
            {moment('from')}
            {moment('to')}
          </Fields>
        )}
        <TextInput
          name="reason"
          label={`${text.calendar.blockReason} (${text.optional})`}
          description={text.calendar.blockReasonHint}
          error={action.errorOf('reason')}
        />
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      </Stack>
      <FormActions label={text.calendar.createBlock} busy={action.busy} onLeave={onClose} />
    </form>
  );
}
