import { NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { usePages } from '../api/use-pages.js';
import {
  CreateProviderDocument,
  MembersDocument,
  type PropertyPartsFragment,
  type ProviderKind,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Failed } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const kinds = ['GUIDE', 'DRIVER', 'STYLIST', 'STAFF'] as const satisfies readonly ProviderKind[];

export function CreateProvider({ property, onClose }: { property: PropertyPartsFragment; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [, create] = useMutation(CreateProviderDocument);
  const members = usePages({
    query: MembersDocument,
    variables: { slug: property.slug, managing: false },
    pick: (data) => data.property?.members,
    all: true,
  });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name)).trim();
    const done = await action.run(async () =>
      refusalsOf(
        await create({
          input: {
            propertyId: property.id,
            name: given('name'),
            kind: kinds.find((kind) => kind === given('kind')) ?? 'STAFF',
            idempotencyKey: crypto.randomUUID(),
            ...(given('member') !== '' && { memberId: given('member') }),
          },
        }),
        (answer) => answer.createProvider,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('name', 'kind', 'memberId');
  return (
    <Dialog title={text.providers.add} lead={text.providers.addLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput name="name" label={text.providers.name} error={action.errorOf('name')} required />
          <NativeSelect
            name="kind"
            label={text.providers.kind}
            data={kinds.map((value) => ({ value, label: text.providers.kinds[value] }))}
          />
          <NativeSelect
            name="member"
            label={text.providers.member}
            data={[
              { value: '', label: text.providers.noMember },
              ...(members.rows ?? []).map(({ id, user }) => ({ value: id, label: user.name })),
            ]}
            error={action.errorOf('memberId')}
          />
          {members.error !== undefined && <Failed error={members.error} onRetry={members.more} />}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.providers.add} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
