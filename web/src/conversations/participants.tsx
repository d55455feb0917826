import { Button } from '@mantine/core';
import { type PersonPresence, usePresence } from 'frontdesk/react';
import { useState } from 'react';
import { useMutation } from 'urql';
import {
  type ConversationRowFragment,
  JoinConversationDocument,
  RemoveParticipantDocument,
} from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { type Catalog, useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Initials } from '../ui/initials.js';
import { Actions } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { AddPeople } from './add-people.js';
import { LeaveConversation } from './leave-conversation.js';
import styles from './participants.module.css';
import type { Person } from './thread-people.js';
import type { ThreadConversation } from './thread-state.js';
import { useBlocked } from './use-blocked.js';

interface Props {
  readonly conversation: ThreadConversation;
  readonly people: readonly Person[];
  /** Whether I work there. */
  readonly staff: boolean;
  readonly onChange: (conversation: ConversationRowFragment) => void;
  readonly onClose: () => void;
}

/** Who takes part, as it changes, and what can be done about it. */
export function Participants({ conversation, people, staff, onChange, onClose }: Props) {
  const text = useText();
  const words = text.conversations;
  const me = useViewer().user.id;
  const action = useAction();
  const blocked = useBlocked();
  const [doing, setDoing] = useState<'adding' | 'leaving' | null>(null);
  const presence = usePresence(people.slice(0, 20).map(({ user }) => user.id));
  const [, join] = useMutation(JoinConversationDocument);
  const [, remove] = useMutation(RemoveParticipantDocument);
  const { id: conversationId, viewerParticipant } = conversation;
  const fixed = conversation.kind === 'GUEST_GUEST';
  // As the list has it, which is live: who was in charge may have left.
  const role = people.find(({ user }) => user.id === me)?.role ?? viewerParticipant?.role;
  const host = !fixed && (staff || role === 'OWNER');
  const unknown = conversation.participantCount - people.length;
  const rest = action.restOf();

  if (doing === 'adding')
    return <AddPeople conversation={conversation} people={people} onChange={onChange} onClose={() => setDoing(null)} />;
  if (doing === 'leaving') return <LeaveConversation id={conversationId} onClose={() => setDoing(null)} />;
  return (
    <Dialog title={words.people(people.length)} onClose={onClose}>
      <div className={styles.people}>
        <List label={words.participants}>
          {people.map(({ user, role }) => (
            <ListRow
              key={user.id}
              mark={<Initials name={user.name} />}
              title={user.id === me ? words.me(user.name) : user.name}
              detail={[words.role[role], ...thereOf(presence.get(user.id)?.status, words)].join(' · ')}
            >
              {user.id !== me && (
                <>
                  {host && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={words.removePerson(user.name)}
                      disabled={action.busy}
                      onClick={() =>
                        void action.run(async () =>
                          refusalsOf(await remove({ input: { conversationId, userId: user.id } }), (answer) => {
                            const changed = answer.removeParticipant.conversation;
                            if (changed != null) onChange(changed);
                            return answer.removeParticipant;
                          }),
                        )
                      }
                    >
                      {words.removeShort}
                    </Button>
                  )}
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={blocked.has(user.id) ? words.unblockPerson(user.name) : words.blockPerson(user.name)}
                    disabled={action.busy}
                    onClick={() => void action.run(() => blocked.toggle(user.id))}
                  >
                    {blocked.has(user.id) ? words.unblock : words.block}
                  </Button>
                </>
              )}
            </ListRow>
          ))}
        </List>
      </div>
      {unknown > 0 && <p className={styles.more}>{words.morePeople(unknown)}</p>}
      <p className={styles.more}>{words.blockText}</p>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <Actions>
        {viewerParticipant != null ? (
          <Button variant="default" onClick={() => setDoing('leaving')}>
            {words.leave}
          </Button>
        ) : (
          <Button
            variant="default"
            loading={action.busy}
            onClick={() =>
              void action.run(async () =>
                refusalsOf(await join({ input: { conversationId } }), (answer) => {
                  const changed = answer.joinConversation.conversation;
                  if (changed != null) onChange(changed);
                  return answer.joinConversation;
                }),
              )
            }
          >
            {words.join}
          </Button>
        )}
        {host && (
          <Button variant="default" onClick={() => setDoing('adding')}>
            {words.addPeople}
          </Button>
        )}
        <Button onClick={onClose}>{text.close}</Button>
      </Actions>
    </Dialog>
  );
}

function thereOf(status: PersonPresence['status'] | undefined, words: Catalog['conversations']): string[] {
  if (status === 'ONLINE') return [words.online];
  return status === 'AWAY' ? [words.away] : [];
}
