import { Textarea, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { CreateMenuItemDocument, type PropertyPartsFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Fields, Stack } from '../ui/layout.js';
import { minorUnits, smallestStep } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

export function AddMenuItem({ property, onClose }: { property: PropertyPartsFragment; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const { id: propertyId, currency } = property;
  const [, create] = useMutation(CreateMenuItemDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name)).trim();
    const done = await action.run(async () =>
      refusalsOf(
        await create({
          input: {
            propertyId,
            name: given('name'),
            priceAmount: minorUnits(given('price'), currency) ?? 0,
            category: given('category'),
            description: given('description'),
            idempotencyKey: crypto.randomUUID(),
          },
        }),
        (data) => data.createMenuItem,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('name', 'priceAmount', 'category', 'description');
  return (
    <Dialog title={text.orders.addItem} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput name="name" label={text.orders.itemName} error={action.errorOf('name')} required />
          <Fields>
            <TextInput
              type="number"
              name="price"
              label={`${text.orders.price} (${currency})`}
              min={0}
              step={smallestStep(currency)}
              error={action.errorOf('priceAmount')}
              required
            />
            <TextInput name="category" label={text.orders.category} error={action.errorOf('category')} />
          </Fields>
          <Textarea
            name="description"
            label={`${text.orders.description} (${text.optional})`}
            rows={2}
            error={action.errorOf('description')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.orders.addItem} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
