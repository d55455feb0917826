import { Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type AlertSeverity, RaiseAlertDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Segments } from '../ui/segments.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const severities = ['INFO', 'WARNING', 'CRITICAL'] as const satisfies readonly AlertSeverity[];

export function RaiseAlert({ propertyId, onClose }: { propertyId: string | null; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [severity, setSeverity] = useState<AlertSeverity>('WARNING');
  const [, raise] = useMutation(RaiseAlertDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name)).trim();
    const done = await action.run(async () =>
      refusalsOf(
        await raise({
          input: {
            title: given('title'),
            body: given('body'),
            severity,
            idempotencyKey: crypto.randomUUID(),
            ...(propertyId !== null && { propertyId }),
          },
        }),
        (data) => data.raiseAlert,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('title', 'body');
  return (
    <Dialog title={text.watch.raise} lead={text.watch.raiseLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput name="title" label={text.watch.alertTitle} error={action.errorOf('title')} required />
          <Textarea
            name="body"
            label={`${text.watch.alertBody} (${text.optional})`}
            rows={3}
            error={action.errorOf('body')}
          />
          <Segments
            label={text.watch.severity}
            value={severity}
            options={severities.map((value) => ({ value, label: text.watch.severities[value] }))}
            onChange={setSeverity}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.watch.raise} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
