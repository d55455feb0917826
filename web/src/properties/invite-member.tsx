import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { InviteMemberDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { roles } from './roles.js';

interface InviteMemberProps {
  propertyId: string;
  mayMakeOwners: boolean;
  onClose: () => void;
}

export function InviteMember({ propertyId, mayMakeOwners, onClose }: InviteMemberProps) {
  const text = useText();
  const action = useAction();
  const [token, setToken] = useState<string | null>(null);
  const [, inviteMember] = useMutation(InviteMemberDocument);
  const offered = mayMakeOwners ? roles : roles.filter((role) => role === 'STAFF');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const role = roles.find((value) => value === form.get('role')) ?? 'STAFF';
    await action.run(async () => {
      const result = await inviteMember({
        input: { propertyId, email: String(form.get('email')), role, idempotencyKey: crypto.randomUUID() },
      });
      setToken(result.data?.inviteMember.token ?? null);
      return refusalsOf(result, (data) => data.inviteMember);
    });
  }

  if (token !== null)
    return (
      <Dialog title={text.members.linkTitle} lead={text.members.linkText} onClose={onClose}>
        <CopyField label={text.members.linkTitle} value={`${location.origin}/console/invitations#${token}`} />
        <Actions>
          <Button variant="default" onClick={onClose}>
            {text.close}
          </Button>
        </Actions>
      </Dialog>
    );

  const rest = action.restOf('email', 'role');
  return (
    <Dialog title={text.members.inviteTitle} lead={text.members.inviteText} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            name="email"
            type="email"
            label={text.members.inviteEmail}
            error={action.errorOf('email')}
            mt="md"
            required
          />
          <NativeSelect
            name="role"
            label={text.members.role}
            defaultValue="STAFF"
            data={offered.map((value) => ({ value, label: text.role[value] }))}
            error={action.errorOf('role')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.members.inviteAction} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
