import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { ChangePasswordDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Actions, Card, Fields, Wide } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

export function Password() {
  const text = useText();
  const action = useAction();
  const [changed, setChanged] = useState(false);
  const [, changePassword] = useMutation(ChangePasswordDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setChanged(false);
    const done = await action.run(async () =>
      refusalsOf(
        await changePassword({
          input: {
            currentPassword: String(given.get('currentPassword')),
            newPassword: String(given.get('newPassword')),
          },
        }),
        (data) => data.changePassword,
      ),
    );
    if (!done) return;
    form.reset();
    setChanged(true);
  }

  const rest = action.restOf('currentPassword', 'newPassword');
  return (
    <Card title={text.account.password} lead={text.account.passwordLead}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          <PasswordInput
            name="currentPassword"
            label={text.account.currentPassword}
            autoComplete="current-password"
            error={action.errorOf('currentPassword')}
            required
          />
          <PasswordInput
            name="newPassword"
            label={text.account.newPassword}
            autoComplete="new-password"
            error={action.errorOf('newPassword')}
            required
          />
          {(rest !== null || changed) && (
            <Wide>
              {rest !== null && <Notice kind="wrong">{rest}</Notice>}
              {changed && <Notice kind="good">{text.account.passwordChanged}</Notice>}
            </Wide>
          )}
        </Fields>
        <Actions>
          <Button type="submit" loading={action.busy}>
            {text.account.changePassword}
          </Button>
        </Actions>
      </form>
    </Card>
  );
}
