import { Button } from '@mantine/core';
import { useBlocked } from '../conversations/use-blocked.js';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { Card } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { useAction } from '../ui/use-action.js';

/** Who cannot write to me. Nothing where there is nobody. */
export function BlockedPeople() {
  const text = useText();
  const blocked = useBlocked();
  const action = useAction();
  const rest = action.restOf();
  if (blocked.people.length === 0) return null;
  return (
    <Card title={text.account.blocked} lead={text.conversations.blockText} flush>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <List label={text.account.blocked}>
        {blocked.people.map(({ id, name }) => (
          <ListRow key={id} mark={<Initials name={name} />} title={name}>
            <Button
              variant="default"
              size="compact-md"
              aria-label={text.conversations.unblockPerson(name)}
              disabled={action.busy}
              onClick={() => void action.run(() => blocked.toggle(id))}
            >
              {text.conversations.unblock}
            </Button>
          </ListRow>
        ))}
      </List>
    </Card>
  );
}
