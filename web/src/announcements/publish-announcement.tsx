import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type AnnouncementSeverity, PublishAnnouncementDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const severities = ['INFO', 'WARNING', 'CRITICAL'] as const satisfies readonly AnnouncementSeverity[];

export function PublishAnnouncement({ propertyId, onClose }: { propertyId: string | null; onClose: () => void }) {
  const text = useText();
  const words = text.announcements;
  const action = useAction();
  const [key] = useState(() => crypto.randomUUID());
  const [, publish] = useMutation(PublishAnnouncementDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const moment = (name: string) => {
      const value = String(form.get(name));
      return value === '' ? {} : { [name]: new Date(value).toISOString() };
    };
    const input = {
      title: String(form.get('title')),
      body: String(form.get('body')),
      severity: severities.find((one) => one === form.get('severity')) ?? 'INFO',
      idempotencyKey: key,
      ...moment('startsAt'),
      ...moment('endsAt'),
      ...(propertyId === null ? { everyone: true } : { propertyIds: [propertyId] }),
    };
    const done = await action.run(async () =>
      refusalsOf(await publish({ input }), (answer) => answer.publishAnnouncement),
    );
    if (done) onClose();
  }

  const rest = action.restOf('title', 'body', 'startsAt', 'endsAt');
  return (
    <Dialog title={words.publish} lead={propertyId === null ? words.toAll : words.toProperty} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            name="title"
            label={words.heading}
            maxLength={200}
            error={action.errorOf('title')}
            required
            withAsterisk={false}
          />
          <Textarea name="body" label={words.body} rows={3} maxLength={2000} error={action.errorOf('body')} />
          <NativeSelect
            name="severity"
            label={words.severity}
            data={severities.map((value) => ({ value, label: words.severities[value] }))}
          />
          <TextInput type="datetime-local" name="startsAt" label={words.starts} error={action.errorOf('startsAt')} />
          <TextInput type="datetime-local" name="endsAt" label={words.ends} error={action.errorOf('endsAt')} />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={words.publish} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
