import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { MembersDocument, type PropertyPartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { List } from '../ui/list.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { Invitations } from './invitations.js';
import { InviteMember } from './invite-member.js';
import { MemberRow } from './member-row.js';
import { PropertyFrame } from './property-frame.js';

export function Members() {
  const { slug } = useParams({ from: '/desk/properties/$slug/members' });
  return (
    <PropertyFrame slug={slug}>
      {({ property, managing }) => <MembersOf property={property} managing={managing} />}
    </PropertyFrame>
  );
}

function MembersOf({ property, managing }: { property: PropertyPartsFragment; managing: boolean }) {
  const text = useText();
  const admin = useViewer().role !== 'USER';
  const [inviting, setInviting] = useState(false);
  const [{ data, error }, again] = useQuery({
    query: MembersDocument,
    variables: { slug: property.slug, managing },
  });
  const members = data?.property?.members?.nodes;
  // Managers see to staff, owners to everybody.
  const mayMakeOwners = admin || property.viewerRole === 'OWNER';

  return (
    <>
      <Card
        title={text.members.title}
        lead={text.members.lead}
        actions={managing ? <Button onClick={() => setInviting(true)}>{text.members.invite}</Button> : undefined}
        flush
      >
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
    </>
  );
}
