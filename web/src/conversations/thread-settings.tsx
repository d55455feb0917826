import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import {
  AssignConversationDocument,
  ColleaguesDocument,
  type ConversationRowFragment,
  type DeskPartsFragment,
  LabelConversationDocument,
  MuteConversationDocument,
  SetConversationStatusDocument,
  UpdateConversationDocument,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, type UserError, useAction } from '../ui/use-action.js';
import type { ThreadConversation } from './thread-state.js';

interface Props {
  readonly conversation: ThreadConversation;
  readonly desk: DeskPartsFragment | null;
  /** Whether I work there. */
  readonly staff: boolean;
  readonly onChange: (conversation: ConversationRowFragment) => void;
  readonly onClose: () => void;
}

/** What it is about, who takes care, labels, the state, and whether it may make a sound. Each is done as soon as it is chosen. */
export function ThreadSettings({ conversation, desk, staff, onChange, onClose }: Props) {
  const text = useText();
  const words = text.conversations;
  const action = useAction();
  const [labels, setLabels] = useState((desk?.labels ?? []).join(', '));
  const [subject, setSubject] = useState(conversation.subject ?? '');
  const host = staff || conversation.viewerParticipant?.role === 'OWNER';
  const propertyId = conversation.property?.id ?? '';
  const [{ data }] = useQuery({ query: ColleaguesDocument, variables: { propertyId }, pause: desk === null });
  const [, update] = useMutation(UpdateConversationDocument);
  const [, assign] = useMutation(AssignConversationDocument);
  const [, label] = useMutation(LabelConversationDocument);
  const [, setStatus] = useMutation(SetConversationStatusDocument);
  const [, mute] = useMutation(MuteConversationDocument);
  const colleagues = data?.property?.members?.nodes.map(({ user }) => user) ?? [];

  interface Payload {
    readonly conversation?: ConversationRowFragment | null;
    readonly userErrors: readonly UserError[];
  }
  const take = (payload: Payload): Payload => {
    if (payload.conversation != null) onChange(payload.conversation);
    return payload;
  };
  const conversationId = conversation.id;
  const rest = action.restOf();

  return (
    <Dialog title={words.settings} onClose={onClose}>
      <Stack>
        <span />
        {host && (
          <TextInput
            label={conversation.kind === 'ROOM' ? words.roomName : words.subject}
            value={subject}
            maxLength={200}
            onChange={({ currentTarget: { value } }) => setSubject(value)}
            onBlur={() => {
              const wanted = subject.trim();
              if (wanted !== (conversation.subject ?? ''))
                void action.run(async () =>
                  refusalsOf(
                    await update({ input: { id: conversationId, subject: wanted === '' ? null : wanted } }),
                    ({ updateConversation }) => take(updateConversation),
                  ),
                );
            }}
          />
        )}
        {conversation.kind === 'ROOM' && conversation.property == null && (
          <CopyField
            label={words.roomAddress}
            value={`${location.origin}/console/messages/${encodeURIComponent(conversationId)}`}
          />
        )}
        {desk !== null && (
          <>
            <NativeSelect
              label={words.assignee}
              value={desk.assignee?.id ?? ''}
              onChange={({ currentTarget: { value } }) =>
                void action.run(async () =>
                  refusalsOf(
                    await assign({ input: { conversationId, assigneeId: value === '' ? null : value } }),
                    ({ assignConversation }) => take(assignConversation),
                  ),
                )
              }
              data={[
                { value: '', label: words.nobody },
                ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextInput
              label={words.labels}
              description={words.labelsHint}
              value={labels}
              onChange={({ currentTarget: { value } }) => setLabels(value)}
              onBlur={() => {
                const wanted = labels
                  .split(',')
                  .map((one) => one.trim())
                  .filter((one) => one !== '');
                if (wanted.join() !== (desk?.labels ?? []).join())
                  void action.run(async () =>
                    refusalsOf(await label({ input: { conversationId, labels: wanted } }), ({ labelConversation }) =>
                      take(labelConversation),
                    ),
                  );
              }}
            />
          </>
        )}
        {conversation.viewerParticipant != null && (
          <Switch
            label={words.mute}
            checked={conversation.viewerMuted}
            onChange={({ currentTarget: { checked } }) =>
              void action.run(async () =>
                refusalsOf(await mute({ input: { conversationId, muted: checked } }), ({ muteConversation }) =>
                  take(muteConversation),
                ),
              )
            }
          />
        )}
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      </Stack>
      <Actions>
        {conversation.allowedTransitions.map((status) => (
          <Button
            key={status}
            variant="default"
            onClick={() =>
              void action.run(async () =>
                refusalsOf(
                  await setStatus({
                    input: {
                      id: conversationId,
                      status,
                      ...(status === 'SNOOZED' && { snoozedUntil: tomorrowMorning() }),
                    },
                  }),
                  ({ setConversationStatus }) => take(setConversationStatus),
                ),
              )
            }
          >
            {words.become[status]}
          </Button>
        ))}
        <Button onClick={onClose}>{text.close}</Button>
      </Actions>
    </Dialog>
  );
}

function tomorrowMorning(): string {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  day.setHours(8, 0, 0, 0);
  return day.toISOString();
}
