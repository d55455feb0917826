import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreateServiceKeyDocument, Scope } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './create-service-key.module.css';

const scopes = Object.values(Scope);

export function CreateServiceKey({ onClose }: { onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [secret, setSecret] = useState<string | null>(null);
  const [, createServiceKey] = useMutation(CreateServiceKeyDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = scopes.filter((scope) => form.getAll('scopes').includes(scope));
    await action.run(async () => {
      if (chosen.length === 0)
        return [{ code: 'INVALID_INPUT', field: 'scopes', message: text.serviceKeys.neededScopes }];
      const result = await createServiceKey({ input: { name: String(form.get('name')), scopes: chosen } });
      setSecret(result.data?.createServiceKey.secret ?? null);
      return refusalsOf(result, (data) => data.createServiceKey);
    });
  }

  if (secret !== null)
    return (
      <Dialog title={text.serviceKeys.readyTitle} lead={text.serviceKeys.readyText} onClose={onClose}>
        <CopyField label={text.serviceKeys.readyTitle} value={secret} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {text.close}
          </Button>
        </Actions>
      </Dialog>
    );

  const wrongScopes = action.errorOf('scopes');
  const rest = action.restOf('name', 'scopes');
  return (
    <Dialog title={text.serviceKeys.add} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput name="name" label={text.serviceKeys.name} error={action.errorOf('name')} mt="md" required />
          <fieldset className={styles.scopes}>
            <legend>{text.serviceKeys.scopes}</legend>
            {scopes.map((scope) => (
              <label key={scope}>
                <input type="checkbox" name="scopes" value={scope} />
                <code>{scope.toLowerCase().replace('_', ':')}</code>
              </label>
            ))}
          </fieldset>
          {wrongScopes !== null && <Notice kind="wrong">{wrongScopes}</Notice>}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.serviceKeys.create} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
