import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { BookableDocument, ColleaguesDocument, StartConversationDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import type { Scope } from './conversations.js';
import styles from './start-conversation.module.css';

/** At a property: with colleagues. As a person: to a place that one has a question for. */
export function StartConversation({ scope, onClose }: { scope: Scope; onClose: () => void }) {
  const text = useText();
  const words = text.conversations;
  const me = useViewer().user.id;
  const navigate = useNavigate();
  const action = useAction();
  const [key] = useState(() => crypto.randomUUID());
  const [people, setPeople] = useState<readonly string[]>([]);
  const propertyId = scope.property?.id ?? null;
  const [colleagues] = useQuery({
    query: ColleaguesDocument,
    variables: { propertyId: propertyId ?? '' },
    pause: propertyId === null,
  });
  const [places] = useQuery({ query: BookableDocument, variables: {}, pause: propertyId !== null });
  const [, start] = useMutation(StartConversationDocument);
  const members = colleagues.data?.property?.members?.nodes.filter(({ user }) => user.id !== me) ?? [];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const subject = String(form.get('subject')).trim();
    let id: string | undefined;
    const done = await action.run(async () => {
      const result = await start({
        input: {
          idempotencyKey: key,
          kind: propertyId === null ? 'GUEST_STAFF' : 'STAFF_STAFF',
          propertyId: propertyId ?? String(form.get('property')),
          ...(subject !== '' && { subject }),
          ...(propertyId !== null && { participantIds: [...people] }),
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
    <Dialog title={words.start} lead={propertyId === null ? words.startPlace : words.startColleagues} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <span />
          {propertyId === null ? (
            <NativeSelect
              name="property"
              label={words.to}
              data={(places.data?.properties.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : (
            <fieldset className={styles.people}>
              <legend>{words.to}</legend>
              {members.map(({ user }) => (
                <Checkbox
                  key={user.id}
                  label={user.name}
                  checked={people.includes(user.id)}
                  onChange={({ currentTarget: { checked } }) =>
                    setPeople(checked ? [...people, user.id] : people.filter((one) => one !== user.id))
                  }
                />
              ))}
              {members.length === 0 && <p>{words.noColleagues}</p>}
            </fieldset>
          )}
          <TextInput name="subject" label={words.subject} maxLength={200} error={action.errorOf('subject')} />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <Actions>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={action.busy} disabled={propertyId !== null && people.length === 0}>
            {words.begin}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
