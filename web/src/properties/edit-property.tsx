import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient, useMutation } from 'urql';
import { PropertyDocument, type PropertyPartsFragment, UpdatePropertyDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Actions, Card, Fields, Wide } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { timeZones } from '../ui/time-zones.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const fields = ['name', 'description', 'timeZone', 'email', 'phone', 'address', 'website'] as const;
type Field = (typeof fields)[number];
type Draft = Record<Field, string>;

const draftOf = (property: PropertyPartsFragment): Draft => ({
  name: property.name,
  description: property.description,
  timeZone: property.timeZone,
  email: property.email ?? '',
  phone: property.phone ?? '',
  address: property.address ?? '',
  website: property.website ?? '',
});

/**
 * What the property says about itself. As long as nothing is typed, it follows the server; from then on it keeps the
 * version that one has seen, and somebody else's change in between is shown before anything is overwritten.
 */
export function EditProperty({ property, readOnly }: { property: PropertyPartsFragment; readOnly: boolean }) {
  const text = useText();
  const action = useAction();
  const client = useClient();
  const [, updateProperty] = useMutation(UpdatePropertyDocument);
  const [edited, setEdited] = useState<{ draft: Draft; version: number } | null>(null);
  const [saved, setSaved] = useState(false);

  const draft = edited?.draft ?? draftOf(property);
  const conflict = action.errors.some(({ code }) => code === 'VERSION_CONFLICT');

  function change(field: Field, value: string) {
    setSaved(false);
    setEdited({ draft: { ...draft, [field]: value }, version: edited?.version ?? property.version });
  }

  async function save(expectedVersion: number) {
    const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
    const done = await action.run(async () => {
      const result = await updateProperty({
        input: {
          id: property.id,
          expectedVersion,
          name: draft.name,
          description: draft.description,
          timeZone: draft.timeZone,
          email: orNull(draft.email),
          phone: orNull(draft.phone),
          address: orNull(draft.address),
          website: orNull(draft.website),
        },
      });
      const refused = refusalsOf(result, (data) => data.updateProperty);
      // What is there now: to be shown, or to be saved over.
      if (refused.some(({ code }) => code === 'VERSION_CONFLICT'))
        await client.query(PropertyDocument, { slug: property.slug }, { requestPolicy: 'network-only' });
      return refused;
    });
    if (done) setEdited(null);
    setSaved(done);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void save(edited?.version ?? property.version);
  }

  const field = (name: Field) => ({
    name,
    value: draft[name],
    readOnly,
    error: action.errorOf(name),
    onChange: (event: { currentTarget: { value: string } }) => change(name, event.currentTarget.value),
  });

  const rest = conflict ? null : action.restOf(...fields);
  return (
    <Card>
      <form onSubmit={submit}>
        <Fields>
          <TextInput label={text.properties.name} required={!readOnly} {...field('name')} />
          <NativeSelect
            label={text.properties.timeZone}
            data={timeZones(draft.timeZone)}
            disabled={readOnly}
            {...field('timeZone')}
          />
          <Wide>
            <Textarea label={text.property.description} rows={4} {...field('description')} />
          </Wide>
          <TextInput label={text.property.email} type="email" {...field('email')} />
          <TextInput label={text.property.phone} type="tel" {...field('phone')} />
          <TextInput label={text.property.address} {...field('address')} />
          <TextInput label={text.property.website} type="url" {...field('website')} />
          {rest !== null && (
            <Wide>
              <Notice kind="wrong">{rest}</Notice>
            </Wide>
          )}
          {saved && (
            <Wide>
              <Notice kind="good">{text.saved}</Notice>
            </Wide>
          )}
          {conflict && (
            <Wide>
              <Notice kind="note" title={text.conflictTitle}>
                <p>{text.conflictText}</p>
                <Actions>
                  <Button
                    variant="default"
                    onClick={() => {
                      setEdited(null);
                      action.reset();
                    }}
                  >
                    {text.conflictTheirs}
                  </Button>
                  <Button onClick={() => void save(property.version)}>{text.conflictMine}</Button>
                </Actions>
              </Notice>
            </Wide>
          )}
        </Fields>
        {!readOnly && !conflict && (
          <Actions>
            {edited !== null && (
              <Button
                variant="default"
                onClick={() => {
                  setEdited(null);
                  action.reset();
                }}
              >
                {text.cancel}
              </Button>
            )}
            <Button type="submit" loading={action.busy} disabled={edited === null}>
              {text.save}
            </Button>
          </Actions>
        )}
      </form>
    </Card>
  );
}
