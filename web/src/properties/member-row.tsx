import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { ChangeMemberRoleDocument, type MemberPartsFragment, RemoveMemberDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useSpeech } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { Initials } from '../ui/initials.js';
import { ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { roles } from './roles.js';

interface MemberRowProps {
  member: MemberPartsFragment;
  email: string | null;
  mayChangeRole: boolean;
  mayRemove: boolean;
}

export function MemberRow({ member, email, mayChangeRole, mayRemove }: MemberRowProps) {
  const { text, date } = useSpeech();
  const me = useViewer().user.id === member.user.id;
  const action = useAction();
  const [removing, setRemoving] = useState(false);
  const [, changeRole] = useMutation(ChangeMemberRoleDocument);
  const [, removeMember] = useMutation(RemoveMemberDocument);
  const { name } = member.user;

  const change = (wanted: string) => {
    const role = roles.find((value) => value === wanted);
    if (role === undefined) return;
    void action.run(async () =>
      refusalsOf(
        await changeRole({ input: { id: member.id, role, expectedVersion: member.version } }),
        (data) => data.changeMemberRole,
      ),
    );
  };

  async function remove(): Promise<string | null> {
    const result = await removeMember({ input: { id: member.id, idempotencyKey: crypto.randomUUID() } });
    const refused = refusalsOf(result, (data) => data.removeMember);
    return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
  }

  const rest = action.restOf();
  return (
    <ListRow
      mark={<Initials name={name} />}
      title={me ? `${name} (${text.you})` : name}
      detail={
        <>
          {email ?? `${text.members.since} ${date(member.createdAt)}`}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </>
      }
    >
      {mayChangeRole ? (
        <NativeSelect
          aria-label={text.members.roleOf(name)}
          value={member.role}
          onChange={(event) => change(event.currentTarget.value)}
          data={roles.map((value) => ({ value, label: text.role[value] }))}
        />
      ) : (
        <span>{text.role[member.role]}</span>
      )}
      {mayRemove && (
        <Button variant="default" onClick={() => setRemoving(true)} aria-label={text.members.removeTitle(name)}>
          {text.members.remove}
        </Button>
      )}
      {removing && (
        <Confirm
          title={text.members.removeTitle(name)}
          text={text.members.removeText}
          action={text.members.remove}
          onClose={() => setRemoving(false)}
          onConfirm={remove}
        />
      )}
    </ListRow>
  );
}
