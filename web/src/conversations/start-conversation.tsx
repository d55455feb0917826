import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { BookableDocument, StartConversationDocument, type StartConversationInput } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Segments } from '../ui/segments.js';
import { Failed } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import type { Scope } from './conversations.js';
import { PeoplePicker } from './people-picker.js';
import type { Acquaintance } from './use-acquaintances.js';

type With = 'place' | 'people' | 'room';

/** At a property: with colleagues and guests. As a person: with a place that one has a question for, or people whom one knows. */
export function StartConversation({ scope, onClose }: { scope: Scope; onClose: () => void }) {
  const text = useText();
  const words = text.conversations;
  const navigate = useNavigate();
  const action = useAction();
  const [key] = useState(() => crypto.randomUUID());
  const propertyId = scope.property?.id ?? null;
  const offered: readonly With[] = propertyId === null ? ['place', 'people', 'room'] : ['people', 'room'];
  const [chosenWith, setWith] = useState<With>(propertyId === null ? 'place' : 'people');
  const [people, setPeople] = useState<readonly Acquaintance[]>([]);
  const [places, askPlaces] = useQuery({ query: BookableDocument, variables: {}, pause: propertyId !== null });
  const [, start] = useMutation(StartConversationDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const subject = String(form.get('subject')).trim();
    let id: string | undefined;
    const done = await action.run(async () => {
      const result = await start({
        input: {
          idempotencyKey: key,
          ...(chosenWith === 'place'
            ? { kind: 'GUEST_STAFF', propertyId: String(form.get('property')) }
            : { ...(propertyId !== null && { propertyId }), ...kindOf(chosenWith, people, propertyId) }),
          ...(subject !== '' && { subject }),
        },
      });
      id = result.data?.startConversation.conversation?.id;
      return refusalsOf(result, (data) => data.startConversation);
    });
    if (!done || id === undefined) return;
    onClose();
    if (scope.property === null) await navigate({ to: '/messages/$conversationId', params: { conversationId: id } });
    else
      await navigate({
        to: '/properties/$slug/inbox/$conversationId',
        params: { slug: scope.property.slug, conversationId: id },
      });
  }

  const rest = action.restOf('subject');
  return (
    <Dialog title={words.start} lead={words.startLead[propertyId === null ? chosenWith : 'work']} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Segments
            label={words.startWith}
            value={chosenWith}
            options={offered.map((value) => ({ value, label: words.with[value] }))}
            onChange={setWith}
          />
          {chosenWith === 'place' && places.data === undefined && places.error !== undefined && (
            <Failed error={places.error} onRetry={askPlaces} />
          )}
          {chosenWith === 'place' && (
            <NativeSelect
              name="property"
              label={words.to}
              data={(places.data?.properties.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <TextInput
            name="subject"
            label={chosenWith === 'room' ? words.roomName : words.subject}
            maxLength={200}
            error={action.errorOf('subject')}
            required={chosenWith === 'room'}
            withAsterisk={false}
          />
          {chosenWith !== 'place' && (
            <PeoplePicker label={words.to} propertyId={propertyId} except={[]} chosen={people} onChange={setPeople} />
          )}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions
          label={words.begin}
          busy={action.busy}
          disabled={chosenWith === 'people' && people.length === 0}
          onLeave={onClose}
        />
      </form>
    </Dialog>
  );
}

/** What a conversation with these people is: colleagues among themselves, the desk and a guest, two people, or several. */
function kindOf(
  chosen: 'people' | 'room',
  people: readonly Acquaintance[],
  propertyId: string | null,
): Pick<StartConversationInput, 'kind' | 'participantIds'> {
  const participantIds = people.map(({ id }) => id);
  const guests = people.filter(({ colleague }) => !colleague).length;
  if (chosen === 'room') return { kind: 'ROOM', participantIds };
  if (propertyId === null) return { kind: people.length === 1 ? 'GUEST_GUEST' : 'GROUP', participantIds };
  return { kind: guests === 0 ? 'STAFF_STAFF' : guests === 1 ? 'GUEST_STAFF' : 'GROUP', participantIds };
}
