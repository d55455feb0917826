import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePages } from '../api/use-pages.js';
import { MembersDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { List } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { Invitations } from './invitations.js';
import { InviteMember } from './invite-member.js';
import { MemberRow } from './member-row.js';
import { useProperty } from './property-scope.js';

export function Members() {
  const { property, managing, owning: mayMakeOwners } = useProperty();
  const text = useText();
  const [inviting, setInviting] = useState(false);
  const list = usePages({
    query: MembersDocument,
    variables: { slug: property.slug, managing },
    pick: (data) => data.property?.members,
  });
  const members = list.rows;

  return (
    <Screen
      title={text.members.title}
      lead={text.members.lead}
      actions={managing ? <Button onClick={() => setInviting(true)}>{text.members.invite}</Button> : undefined}
    >
      <Card flush>
        {members === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {members?.length === 0 && <Empty title={text.members.emptyTitle} text={text.members.emptyText} />}
        {members !== undefined && members.length > 0 && (
          <List label={text.members.title}>
            {members.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                email={member.email ?? null}
                mayChangeRole={mayMakeOwners}
                mayRemove={mayMakeOwners || (managing && member.role === 'STAFF')}
              />
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
      {managing && <Invitations slug={property.slug} mayMakeOwners={mayMakeOwners} />}
      {inviting && (
        <InviteMember propertyId={property.id} mayMakeOwners={mayMakeOwners} onClose={() => setInviting(false)} />
      )}
    </Screen>
  );
}
