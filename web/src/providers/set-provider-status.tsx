import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import {
  type PropertyPartsFragment,
  type ProviderPartsFragment,
  type ProviderStatus,
  SetProviderStatusDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Choice, Choices } from '../ui/choices.js';
import { instantOf } from '../ui/days.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const statuses = ['AVAILABLE', 'BUSY', 'UNAVAILABLE', 'OFF_DUTY'] as const satisfies readonly ProviderStatus[];

/** Whether somebody can be booked, and until when not. */
export function SetProviderStatus(props: {
  provider: ProviderPartsFragment;
  property: PropertyPartsFragment;
  onClose: () => void;
}) {
  const { provider, property, onClose } = props;
  const text = useText();
  const action = useAction();
  const [status, setStatus] = useState<ProviderStatus>(provider.status);
  const [, setProviderStatus] = useMutation(SetProviderStatusDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name) ?? '').trim();
    const until = given('until');
    const done = await action.run(async () =>
      refusalsOf(
        await setProviderStatus({
          input: {
            id: provider.id,
            status,
            idempotencyKey: crypto.randomUUID(),
            ...(until !== '' && { until: instantOf(until, property.timeZone) }),
            ...(given('reason') !== '' && { reason: given('reason') }),
          },
        }),
        (data) => data.setProviderStatus,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('until', 'reason');
  return (
    <Dialog title={text.providers.setStatusOf(provider.name)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Choices label={text.bookings.status}>
            {statuses.map((value) => (
              <Choice
                key={value}
                name="status"
                value={value}
                checked={status === value}
                onChange={() => setStatus(value)}
                title={text.providers.statuses[value]}
              />
            ))}
          </Choices>
          {status !== 'AVAILABLE' && (
            <>
              <TextInput
                type="datetime-local"
                name="until"
                label={`${text.providers.until} (${text.optional})`}
                description={property.timeZone}
                error={action.errorOf('until')}
              />
              <TextInput
                name="reason"
                label={`${text.providers.reason} (${text.optional})`}
                maxLength={200}
                error={action.errorOf('reason')}
              />
            </>
          )}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.save} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
