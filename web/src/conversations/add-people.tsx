import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { AddParticipantsDocument, type ConversationRowFragment } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { PeoplePicker } from './people-picker.js';
import type { Person } from './thread-people.js';
import type { ThreadConversation } from './thread-state.js';
import type { Acquaintance } from './use-acquaintances.js';

/** Lets people take part from now on. They read what was written before. */
export function AddPeople(props: {
  conversation: ThreadConversation;
  people: readonly Person[];
  onChange: (conversation: ConversationRowFragment) => void;
  onClose: () => void;
}) {
  const { conversation, people, onChange, onClose } = props;
  const words = useText().conversations;
  const action = useAction();
  const [chosen, setChosen] = useState<readonly Acquaintance[]>([]);
  const [, add] = useMutation(AddParticipantsDocument);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { conversationId: conversation.id, userIds: chosen.map(({ id }) => id) };
    const done = await action.run(async () =>
      refusalsOf(await add({ input }), (answer) => {
        const changed = answer.addParticipants.conversation;
        if (changed != null) onChange(changed);
        return answer.addParticipants;
      }),
    );
    if (done) onClose();
  }

  const rest = action.restOf();
  return (
    <Dialog title={words.addPeople} lead={words.addPeopleLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <PeoplePicker
            label={words.whom}
            propertyId={conversation.property?.viewerRole == null ? null : conversation.property.id}
            colleaguesOnly={conversation.kind === 'STAFF_STAFF'}
            except={people.map(({ user }) => user.id)}
            chosen={chosen}
            onChange={setChosen}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={words.add} busy={action.busy} disabled={chosen.length === 0} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
