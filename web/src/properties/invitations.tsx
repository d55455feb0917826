import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { usePages } from '../api/use-pages.js';
import { InvitationsDocument, RevokeInvitationDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Notice } from '../ui/notice.js';
import { Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './invitations.module.css';

/** Who was invited and has not come yet. */
export function Invitations({ slug, mayMakeOwners }: { slug: string; mayMakeOwners: boolean }) {
  const { text, date } = useSpeech();
  const action = useAction();
  const list = usePages({
    query: InvitationsDocument,
    variables: { slug },
    pick: (data) => data.property?.invitations,
  });
  const [, revokeInvitation] = useMutation(RevokeInvitationDocument);

  const revoke = (id: string) =>
    void action.run(async () =>
      refusalsOf(
        await revokeInvitation({ input: { id, idempotencyKey: crypto.randomUUID() } }),
        (data) => data.revokeInvitation,
      ),
    );

  const open = list.rows?.filter(({ status }) => status === 'OPEN');
  const rest = action.restOf();
  return (
    <>
      <Card title={text.members.invitations} flush>
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        {open === undefined &&
          (list.error === undefined ? <Rows count={1} /> : <Failed error={list.error} onRetry={list.reload} />)}
        {open?.length === 0 && <p className={styles.none}>{text.members.noInvitations}</p>}
        {open !== undefined && open.length > 0 && (
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
      <More list={list} />
    </>
  );
}
