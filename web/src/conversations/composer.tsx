import { Button } from '@mantine/core';
import { useTyping } from 'frontdesk/react';
import { type ChangeEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ClipIcon, CloseIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { CannedReplies } from './canned-replies.js';
import styles from './composer.module.css';
import type { Draft, Message, ThreadConversation } from './thread-state.js';
import { useUpload } from './use-upload.js';

const mostCharacters = 5_000;

interface Props {
  readonly conversation: ThreadConversation;
  readonly staff: boolean;
  readonly replyTo: Message | null;
  readonly editing: Message | null;
  readonly onCancel: () => void;
  readonly onSend: (words: { body: string; attachments: Draft['attachments'] }) => void;
  readonly onEdit: (body: string) => Promise<string | null>;
  readonly onNote: (body: string) => Promise<string | null>;
}

/** Enter sends, Shift and Enter begin a line, Escape leaves a reply or an edit. */
export function Composer(props: Props) {
  const { conversation, staff, replyTo, editing, onCancel } = props;
  const text = useText();
  const words = text.conversations;
  const [body, setBody] = useState(editing?.body ?? '');
  const [asNote, setAsNote] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const files = useUpload(conversation.id);
  const { typists, typed, stopped } = useTyping(conversation.id);

  useEffect(() => {
    if (replyTo !== null || editing !== null) field.current?.focus();
  }, [replyTo, editing]);

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    const said = body.trim();
    if ([...said].length > mostCharacters) return setProblem(words.tooLong(mostCharacters));
    if (said === '' && (files.ready.length === 0 || asNote || editing !== null)) return;
    if (files.busy) return;
    setProblem(null);
    stopped();
    if (editing !== null) return setProblem(await props.onEdit(said));
    if (asNote) {
      const refused = await props.onNote(said);
      setProblem(refused);
      if (refused === null) setBody('');
      return;
    }
    props.onSend({ body: said, attachments: files.ready });
    setBody('');
    files.clear();
  }

  function key(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape') onCancel();
  }

  function change({ currentTarget: { value } }: ChangeEvent<HTMLTextAreaElement>) {
    setBody(value);
    if (asNote) return;
    if (value === '') stopped();
    else typed();
  }

  return (
    <form className={styles.composer} data-note={asNote || undefined} onSubmit={submit}>
      <p className={styles.typing} role="status">
        {typists.length > 0 ? words.typing(typists.map(({ name }) => name)) : ''}
      </p>
      {(replyTo !== null || editing !== null) && (
        <div className={styles.about}>
          <span>{editing !== null ? words.editing : words.replyingTo(replyTo?.sender?.name ?? text.none)}</span>
          <span className={styles.quoted}>{(editing ?? replyTo)?.body}</span>
          <button type="button" aria-label={text.cancel} onClick={onCancel}>
            <CloseIcon />
          </button>
        </div>
      )}
      {files.all.length > 0 && (
        <ul className={styles.files} aria-label={words.files}>
          {files.all.map((file) => (
            <li key={file.key} data-problem={file.problem !== null || undefined}>
              <span>{file.name}</span>
              <small role="status">{file.problem ?? (file.id === null ? words.uploading : words.uploaded)}</small>
              <button type="button" aria-label={words.removeFile(file.name)} onClick={() => files.drop(file.key)}>
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <Notice kind="wrong">{problem}</Notice>}
      <textarea
        ref={field}
        className={styles.field}
        rows={Math.min(8, Math.max(2, body.split('\n').length))}
        aria-label={asNote ? words.noteLabel : words.messageLabel}
        placeholder={asNote ? words.noteHint : words.messageHint}
        value={body}
        onChange={change}
        onKeyDown={key}
        onPaste={(event) => {
          if (event.clipboardData.files.length > 0) files.add([...event.clipboardData.files]);
        }}
      />
      <div className={styles.bar}>
        {editing === null && !asNote && (
          <>
            <button
              type="button"
              className={styles.tool}
              aria-label={words.attach}
              title={words.attach}
              onClick={() => chooser.current?.click()}
            >
              <ClipIcon />
            </button>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              aria-label={words.attach}
              accept="image/*,audio/*,video/mp4,video/webm,application/pdf"
              onChange={(event) => {
                files.add([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
              }}
            />
          </>
        )}
        {staff && conversation.property != null && editing === null && (
          <>
            {!asNote && (
              <CannedReplies
                propertyId={conversation.property.id}
                onChoose={(reply) => {
                  setBody((before) => (before === '' ? reply : `${before}\n${reply}`));
                  field.current?.focus();
                }}
              />
            )}
            <button type="button" className={styles.switch} aria-pressed={asNote} onClick={() => setAsNote(!asNote)}>
              {words.privateNote}
            </button>
          </>
        )}
        <Button type="submit" className={styles.send} loading={files.busy}>
          {editing !== null ? text.save : asNote ? words.addNote : words.send}
        </Button>
      </div>
    </form>
  );
}
