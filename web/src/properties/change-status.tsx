import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type PropertyPartsFragment, SetPropertyStatusDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './change-status.module.css';

/** Offers what the server says is possible from here. */
export function ChangeStatus({ property, onClose }: { property: PropertyPartsFragment; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [status, setStatus] = useState(property.allowedTransitions[0]);
  const [, setPropertyStatus] = useMutation(SetPropertyStatusDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (status === undefined) return;
    const done = await action.run(async () =>
      refusalsOf(
        await setPropertyStatus({
          input: {
            id: property.id,
            status,
            expectedVersion: property.version,
            idempotencyKey: crypto.randomUUID(),
            ...(reason !== '' && { reason }),
          },
        }),
        (data) => data.setPropertyStatus,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('reason');
  return (
    <Dialog title={text.property.changeStatus} lead={text.property.changeStatusText(property.name)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <fieldset className={styles.choices}>
            <legend className={styles.unseen}>{text.properties.status}</legend>
            {property.allowedTransitions.map((value) => (
              <label key={value} className={styles.choice}>
                <input
                  type="radio"
                  name="status"
                  value={value}
                  checked={status === value}
                  onChange={() => setStatus(value)}
                />
                <span>
                  <b>{text.status[value]}</b>
                  <span>{text.statusHint[value]}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <TextInput
            name="reason"
            label={`${text.property.reason} (${text.optional})`}
            description={text.property.reasonHint}
            maxLength={500}
            error={action.errorOf('reason')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.property.changeStatus} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
