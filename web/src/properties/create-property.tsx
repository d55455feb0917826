import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { CreatePropertyDocument, type PropertyKind } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { ownTimeZone, timeZones } from '../ui/time-zones.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const kinds = [
  'HOTEL',
  'HOMESTAY',
  'SALON',
  'TOUR_OPERATOR',
  'TRAVEL_AGENCY',
] as const satisfies readonly PropertyKind[];

export function CreateProperty({ onClose }: { onClose: () => void }) {
  const { text, language } = useSpeech();
  const navigate = useNavigate();
  const action = useAction();
  const [, createProperty] = useMutation(CreatePropertyDocument);
  const [slug, setSlug] = useState('');
  const [slugIsOwn, setSlugIsOwn] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name));
    const kind = kinds.find((value) => value === given('kind')) ?? 'HOTEL';
    const done = await action.run(async () =>
      refusalsOf(
        await createProperty({
          input: {
            name: given('name'),
            slug,
            kind,
            timeZone: given('timeZone'),
            currency: given('currency'),
            idempotencyKey: crypto.randomUUID(),
          },
        }),
        (data) => data.createProperty,
      ),
    );
    if (done) await navigate({ to: '/properties/$slug', params: { slug } });
  }

  const rest = action.restOf('name', 'slug', 'timeZone', 'currency');
  const currencies = new Intl.DisplayNames(language, { type: 'currency' });
  return (
    <Dialog title={text.properties.add} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            name="name"
            label={text.properties.name}
            onChange={(event) => {
              if (!slugIsOwn) setSlug(slugOf(event.currentTarget.value));
            }}
            error={action.errorOf('name')}
            required
          />
          <TextInput
            name="slug"
            label={text.properties.slug}
            description={text.properties.slugHint}
            value={slug}
            onChange={(event) => {
              setSlug(event.currentTarget.value);
              setSlugIsOwn(true);
            }}
            error={action.errorOf('slug')}
            required
          />
          <NativeSelect
            name="kind"
            label={text.properties.kind}
            data={kinds.map((value) => ({ value, label: text.kind[value] }))}
          />
          <NativeSelect
            name="timeZone"
            label={text.properties.timeZone}
            data={timeZones(ownTimeZone())}
            defaultValue={ownTimeZone()}
            error={action.errorOf('timeZone')}
          />
          <NativeSelect
            name="currency"
            label={text.properties.currency}
            data={Intl.supportedValuesOf('currency').map((code) => ({
              value: code,
              label: `${code} · ${currencies.of(code)}`,
            }))}
            defaultValue="EUR"
            error={action.errorOf('currency')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={text.properties.create} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
