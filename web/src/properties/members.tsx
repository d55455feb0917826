import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { MembersDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { List } from '../ui/list.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { Invitations } from './invitations.js';
import { InviteMember } from './invite-member.js';
import { MemberRow } from './member-row.js';
import { useProperty } from './property-scope.js';

export function Members() {
  const { property, managing, owning: mayMakeOwners } = useProperty();
  const text = useText();
  const [inviting, setInviting] = useState(false);
  const [{ data, error }, again] = useQuery({
    query: MembersDocument,
    variables: { slug: property.slug, managing },
  });
  const members = data?.property?.members?.nodes;

  return (
    <Screen
      title={text.members.title}
      lead={text.members.lead}
      actions={managing ? <Button onClick={() => setInviting(true)}>{text.members.invite}</Button> : undefined}
    >
      <Card flush>
        {members === undefined && (error === undefined ? <Rows /> : <Failed error={error} onRetry={again} />)}
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
      {managing && data?.property?.invitations != null && (
        <Invitations invitations={data.property.invitations.nodes} mayMakeOwners={mayMakeOwners} />
      )}
      {inviting && (
        <InviteMember propertyId={property.id} mayMakeOwners={mayMakeOwners} onClose={() => setInviting(false)} />
      )}
    </Screen>
  );
}
