import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { UpdateProfileDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Actions, Card, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

export function Profile() {
  const text = useText();
  const viewer = useViewer();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const [, updateProfile] = useMutation(UpdateProfileDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    setSaved(false);
    setSaved(
      await action.run(async () =>
        refusalsOf(
          await updateProfile({ input: { name, expectedVersion: viewer.version } }),
          (data) => data.updateProfile,
        ),
      ),
    );
  }

  const rest = action.restOf('name');
  return (
    <Card title={text.account.profile} lead={text.account.profileLead}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            key={viewer.version}
            name="name"
            label={text.account.name}
            defaultValue={viewer.name}
            autoComplete="name"
            error={action.errorOf('name')}
            required
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
          {saved && <Notice kind="good">{text.saved}</Notice>}
        </Stack>
        <Actions>
          <Button type="submit" loading={action.busy}>
            {text.save}
          </Button>
        </Actions>
      </form>
    </Card>
  );
}
