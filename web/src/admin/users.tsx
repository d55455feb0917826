import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useMutation } from 'urql';
import { usePages } from '../api/use-pages.js';
import {
  type AccountPartsFragment,
  type PlatformRole,
  SetUserRoleDocument,
  SetUserStatusDocument,
  UsersDocument,
} from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Confirm } from '../ui/confirm.js';
import { Initials } from '../ui/initials.js';
import { Card, Screen } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const platformRoles = ['USER', 'ADMIN', 'SUPER_ADMIN'] as const satisfies readonly PlatformRole[];

export function Users() {
  const text = useText();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const list = usePages({
    query: UsersDocument,
    variables: { search: wanted === '' ? null : wanted },
    pick: (data) => data.users,
  });
  const users = list.rows;

  return (
    <Screen title={text.users.title} lead={text.users.lead}>
      <TextInput
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        value={search}
        maxLength={100}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Card flush>
        {users === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {users?.length === 0 && <Empty title={text.users.emptyTitle} text={text.users.emptyText} />}
        {users !== undefined && users.length > 0 && (
          <List label={text.users.title}>
            {users.map((account) => (
              <UserRow key={account.id} account={account} />
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
    </Screen>
  );
}

function UserRow({ account }: { account: AccountPartsFragment }) {
  const text = useText();
  const viewer = useViewer();
  const action = useAction();
  const [disabling, setDisabling] = useState(false);
  const [, setStatus] = useMutation(SetUserStatusDocument);
  const [, setRole] = useMutation(SetUserRoleDocument);
  const me = account.id === viewer.user.id;
  const superAdmin = viewer.role === 'SUPER_ADMIN';
  const mayChange = !me && (superAdmin || account.role === 'USER');

  async function become(status: 'ACTIVE' | 'DISABLED') {
    const input = { userId: account.id, status, idempotencyKey: crypto.randomUUID() };
    return refusalsOf(await setStatus({ input }), (data) => data.setUserStatus);
  }

  async function disable(): Promise<string | null> {
    const refused = await become('DISABLED');
    return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
  }

  const changeRole = (wanted: string) => {
    const role = platformRoles.find((value) => value === wanted);
    if (role === undefined) return;
    void action.run(async () =>
      refusalsOf(
        await setRole({ input: { userId: account.id, role, idempotencyKey: crypto.randomUUID() } }),
        (data) => data.setUserRole,
      ),
    );
  };

  const rest = action.restOf();
  return (
    <ListRow
      mark={<Initials name={account.name} />}
      title={me ? `${account.name} (${text.you})` : account.name}
      detail={
        <>
          {account.email ?? text.none}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </>
      }
    >
      {account.status !== 'ACTIVE' && <Badge tone="red">{text.users.statuses[account.status]}</Badge>}
      {superAdmin && !me ? (
        <NativeSelect
          aria-label={text.members.roleOf(account.name)}
          value={account.role}
          onChange={(event) => changeRole(event.currentTarget.value)}
          data={platformRoles.map((value) => ({ value, label: text.users.roles[value] }))}
        />
      ) : (
        account.role !== 'USER' && <Badge tone="gray">{text.users.roles[account.role]}</Badge>
      )}
      {mayChange && account.allowedTransitions.includes('DISABLED') && (
        <Button variant="default" aria-label={text.users.disableTitle(account.name)} onClick={() => setDisabling(true)}>
          {text.users.disable}
        </Button>
      )}
      {mayChange && account.allowedTransitions.includes('ACTIVE') && (
        <Button variant="default" onClick={() => void action.run(() => become('ACTIVE'))}>
          {text.users.enable}
        </Button>
      )}
      {disabling && (
        <Confirm
          title={text.users.disableTitle(account.name)}
          text={text.users.disableText}
          action={text.users.disable}
          onClose={() => setDisabling(false)}
          onConfirm={disable}
        />
      )}
    </ListRow>
  );
}
