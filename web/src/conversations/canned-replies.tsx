import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { CannedRepliesDocument, SaveCannedReplyDocument } from '../generated/graphql.js';
import { QuickIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './canned-replies.module.css';

/** Answers that are given often, to put into the field and change there. */
export function CannedReplies(props: { propertyId: string; onChoose: (body: string) => void }) {
  const { propertyId, onChoose } = props;
  const text = useText();
  const words = text.conversations;
  const [open, setOpen] = useState(false);
  const [writing, setWriting] = useState(false);
  const action = useAction();
  const [{ data }] = useQuery({ query: CannedRepliesDocument, variables: { propertyId }, pause: !open });
  const [, save] = useMutation(SaveCannedReplyDocument);
  const replies = data?.property?.cannedReplies?.nodes;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = { propertyId, title: String(form.get('title')), body: String(form.get('body')) };
    const done = await action.run(async () => refusalsOf(await save({ input }), (answer) => answer.saveCannedReply));
    if (done) setWriting(false);
  }

  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label={words.canned}
        title={words.canned}
        onClick={() => setOpen(true)}
      >
        <QuickIcon />
      </button>
      {open && (
        <Dialog title={words.canned} lead={words.cannedLead} onClose={() => setOpen(false)}>
          {replies?.length === 0 && !writing && <p className={styles.none}>{words.noCanned}</p>}
          {!writing && replies !== undefined && replies.length > 0 && (
            <ul className={styles.list}>
              {replies.map(({ id, title, body }) => (
                <li key={id}>
                  <button
                    type="button"
                    onClick={() => {
                      setOpen(false);
                      onChoose(body);
                    }}
                  >
                    <b>{title}</b>
                    <span>{body}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {writing ? (
            <form onSubmit={(event) => void submit(event)}>
              <Stack>
                <TextInput
                  name="title"
                  label={words.cannedTitle}
                  maxLength={100}
                  error={action.errorOf('title')}
                  required
                  withAsterisk={false}
                />
                <Textarea
                  name="body"
                  label={words.cannedBody}
                  rows={4}
                  maxLength={5000}
                  error={action.errorOf('body')}
                  required
                  withAsterisk={false}
                />
                {action.restOf('title', 'body') !== null && (
                  <Notice kind="wrong">{action.restOf('title', 'body')}</Notice>
                )}
              </Stack>
              <Actions>
                <Button variant="default" onClick={() => setWriting(false)}>
                  {text.cancel}
                </Button>
                <Button type="submit" loading={action.busy}>
                  {text.save}
                </Button>
              </Actions>
            </form>
          ) : (
            <Actions>
              <Button variant="default" onClick={() => setWriting(true)}>
                {words.newCanned}
              </Button>
            </Actions>
          )}
        </Dialog>
      )}
    </>
  );
}
