import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePages } from '../api/use-pages.js';
import { RevokeServiceKeyDocument, type ServiceKeyPartsFragment, ServiceKeysDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Confirm } from '../ui/confirm.js';
import { Card, Screen } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf } from '../ui/use-action.js';
import { CreateServiceKey } from './create-service-key.js';

export function ServiceKeys() {
  const { text } = useSpeech();
  const [making, setMaking] = useState(false);
  const list = usePages({ query: ServiceKeysDocument, variables: {}, pick: (data) => data.serviceKeys });
  const keys = list.rows;
  const make = <Button onClick={() => setMaking(true)}>{text.serviceKeys.add}</Button>;

  return (
    <Screen title={text.serviceKeys.title} lead={text.serviceKeys.lead} actions={keys?.length === 0 ? undefined : make}>
      <Card flush>
        {keys === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {keys?.length === 0 && (
          <Empty title={text.serviceKeys.emptyTitle} text={text.serviceKeys.emptyText} action={make} />
        )}
        {keys !== undefined && keys.length > 0 && (
          <List label={text.serviceKeys.title}>
            {keys.map((key) => (
              <KeyRow key={key.id} serviceKey={key} />
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
      {making && <CreateServiceKey onClose={() => setMaking(false)} />}
    </Screen>
  );
}

function KeyRow({ serviceKey }: { serviceKey: ServiceKeyPartsFragment }) {
  const { text, date } = useSpeech();
  const [revoking, setRevoking] = useState(false);
  const [, revokeServiceKey] = useMutation(RevokeServiceKeyDocument);
  const { id, name, prefix, scopes, createdAt, expiresAt, revokedAt } = serviceKey;

  async function revoke(): Promise<string | null> {
    const result = await revokeServiceKey({ input: { serviceKeyId: id, idempotencyKey: crypto.randomUUID() } });
    const refused = refusalsOf(result, (data) => data.revokeServiceKey);
    return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
  }

  const times = [
    `${text.serviceKeys.created} ${date(createdAt)}`,
    `${text.serviceKeys.expires} ${expiresAt == null ? text.serviceKeys.never : date(expiresAt)}`,
  ];
  return (
    <ListRow
      title={name}
      detail={
        <>
          <code>{prefix}…</code> · {scopes.map((scope) => scope.toLowerCase().replace('_', ':')).join(', ')}
          <br />
          {times.join(' · ')}
        </>
      }
    >
      {revokedAt == null ? (
        <Button variant="default" aria-label={text.serviceKeys.revokeTitle(name)} onClick={() => setRevoking(true)}>
          {text.serviceKeys.revoke}
        </Button>
      ) : (
        <Badge tone="gray">{text.serviceKeys.revoked}</Badge>
      )}
      {revoking && (
        <Confirm
          title={text.serviceKeys.revokeTitle(name)}
          text={text.serviceKeys.revokeText}
          action={text.serviceKeys.revoke}
          onClose={() => setRevoking(false)}
          onConfirm={revoke}
        />
      )}
    </ListRow>
  );
}
