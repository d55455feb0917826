import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { usePages } from '../api/use-pages.js';
import { EndAnnouncementDocument, ManagedAnnouncementsDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Card, Screen } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { More } from '../ui/more.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { PublishAnnouncement } from './publish-announcement.js';

const tones = { INFO: 'gray', WARNING: 'amber', CRITICAL: 'red' } as const;

/** What was announced, what runs and what will. `propertyId`: to those of one property; without, to everybody. */
export function Announcements({ propertyId }: { propertyId: string | null }) {
  const { text, dateTime } = useSpeech();
  const words = text.announcements;
  const action = useAction();
  const [writing, setWriting] = useState(false);
  const list = usePages({ query: ManagedAnnouncementsDocument, variables: {}, pick: (data) => data.announcements });
  const [, end] = useMutation(EndAnnouncementDocument);
  const all = list.rows?.filter(({ propertyIds }) => propertyId === null || propertyIds.includes(propertyId));
  const rest = action.restOf();
  return (
    <Screen
      title={words.title}
      lead={propertyId === null ? words.leadAll : words.lead}
      actions={<Button onClick={() => setWriting(true)}>{words.publish}</Button>}
    >
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <Card flush>
        {all === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {all?.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
        {all !== undefined && all.length > 0 && (
          <List label={words.title}>
            {all.map(({ id, title, body, severity, status, startsAt, endsAt }) => (
              <ListRow
                key={id}
                title={title}
                detail={
                  <>
                    {body !== '' && <div>{body}</div>}
                    {words.when(dateTime(startsAt), endsAt == null ? null : dateTime(endsAt))}
                  </>
                }
              >
                <Badge tone={tones[severity]}>{words.severities[severity]}</Badge>
                <Badge tone={status === 'RUNNING' ? 'lamp' : 'gray'}>{words.statuses[status]}</Badge>
                {status !== 'ENDED' && (
                  <Button
                    variant="default"
                    aria-label={words.endOf(title)}
                    onClick={() =>
                      void action.run(async () =>
                        refusalsOf(await end({ input: { id } }), (answer) => answer.endAnnouncement),
                      )
                    }
                  >
                    {words.end}
                  </Button>
                )}
              </ListRow>
            ))}
          </List>
        )}
      </Card>
      <More list={list} />
      {writing && <PublishAnnouncement propertyId={propertyId} onClose={() => setWriting(false)} />}
    </Screen>
  );
}
