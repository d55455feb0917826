import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { type InvitationPartsFragment, RevokeInvitationDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './invitations.module.css';

interface InvitationsProps {
  invitations: readonly InvitationPartsFragment[];
  mayMakeOwners: boolean;
}

export function Invitations({ invitations, mayMakeOwners }: InvitationsProps) {
  const { text, date } = useSpeech();
  const action = useAction();
  const [, revokeInvitation] = useMutation(RevokeInvitationDocument);

  const revoke = (id: string) =>
    void action.run(async () =>
      refusalsOf(
        await revokeInvitation({ input: { id, idempotencyKey: crypto.randomUUID() } }),
        (data) => data.revokeInvitation,
      ),
    );

  const open = invitations.filter(({ status }) => status === 'OPEN');
  const rest = action.restOf();
  return (
    <Card title={text.members.invitations} flush>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {open.length === 0 && <p className={styles.none}>{text.members.noInvitations}</p>}
      {open.length > 0 && (
        <List label={text.members.invitations}>
          {open.map(({ id, email, role, expiresAt }) => (
            <ListRow key={id} title={email} detail={`${text.role[role]} · ${text.members.expires(date(expiresAt))}`}>
              {(mayMakeOwners || role === 'STAFF') && (
                <Button variant="default" onClick={() => revoke(id)}>
                  {text.members.revoke}
                </Button>
              )}
            </ListRow>
          ))}
        </List>
      )}
    </Card>
  );
}
