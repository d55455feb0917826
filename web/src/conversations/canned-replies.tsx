import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMutation, useQuery } from 'urql';
import { CannedRepliesDocument, DeleteCannedReplyDocument, SaveCannedReplyDocument } from '../generated/graphql.js';
import { QuickIcon, TrashIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
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
  const [, remove] = useMutation(DeleteCannedReplyDocument);
  const [, save] = useMutation(SaveCannedReplyDocument);
  const replies = data?.property?.cannedReplies?.nodes;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // For React it is inside the form of the message, which is not sent by it.
    event.stopPropagation();
    const form = new FormData(event.currentTarget);
    const keyword = String(form.get('keyword')).trim();
    const input = {
      propertyId,
      title: String(form.get('title')),
      body: String(form.get('body')),
      ...(keyword !== '' && { keyword }),
    };
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
      {open &&
        // Beside the form of the message: browsers know no form within a form.
        createPortal(
          <Dialog title={words.canned} lead={words.cannedLead} onClose={() => setOpen(false)}>
            {replies?.length === 0 && !writing && <p className={styles.none}>{words.noCanned}</p>}
            {!writing && replies !== undefined && replies.length > 0 && (
              <ul className={styles.list}>
                {replies.map(({ id, title, body, keyword }) => (
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
                      {keyword != null && <small>{words.answersTo(keyword)}</small>}
                    </button>
                    <button
                      type="button"
                      className={styles.remove}
                      aria-label={words.removeCanned(title)}
                      onClick={() =>
                        void action.run(async () =>
                          refusalsOf(await remove({ input: { id } }), (answer) => answer.deleteCannedReply),
                        )
                      }
                    >
                      <TrashIcon />
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
                  <TextInput
                    name="keyword"
                    label={words.cannedKeyword}
                    description={words.cannedKeywordHint}
                    maxLength={200}
                    error={action.errorOf('keyword')}
                  />
                  {action.restOf('title', 'body', 'keyword') !== null && (
                    <Notice kind="wrong">{action.restOf('title', 'body', 'keyword')}</Notice>
                  )}
                </Stack>
                <FormActions label={text.save} busy={action.busy} onLeave={() => setWriting(false)} />
              </form>
            ) : (
              <Actions>
                <Button variant="default" onClick={() => setWriting(true)}>
                  {words.newCanned}
                </Button>
                <Button onClick={() => setOpen(false)}>{text.close}</Button>
              </Actions>
            )}
          </Dialog>,
          document.body,
        )}
    </>
  );
}
