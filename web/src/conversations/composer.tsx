import { Button } from '@mantine/core';
import { useTyping } from 'frontdesk/react';
import {
  type ChangeEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { MessagePriority } from '../generated/graphql.js';
import { CloseIcon } from '../shell/icons.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { AttachButton } from './attach-button.js';
import { CannedReplies } from './canned-replies.js';
import styles from './composer.module.css';
import { FilesToSend } from './files-to-send.js';
import { MentionList, mentionId } from './mention-list.js';
import { type Mentionable, mentionedIn } from './mentions.js';
import { PriorityButton } from './priority-button.js';
import type { ThreadConversation } from './thread-state.js';
import type { Message } from './thread-window.js';
import { useMentions } from './use-mentions.js';
import type { Words } from './use-outbox.js';
import { useUpload } from './use-upload.js';
import { VoiceButton } from './voice-button.js';

const mostCharacters = 5_000;

interface Props {
  readonly conversation: ThreadConversation;
  readonly staff: boolean;
  /** Who can be called by name. */
  readonly people: readonly Mentionable[];
  readonly replyTo: Message | null;
  readonly editing: Message | null;
  readonly onCancel: () => void;
  readonly onSend: (words: Omit<Words, 'replyToId'>) => void;
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
  const [priority, setPriority] = useState<MessagePriority>('NORMAL');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useUpload(conversation.id);
  const { typists, typed, stopped } = useTyping(conversation.id);
  const list = useId();
  const caret = useRef<number | null>(null);
  const mentions = useMentions(asNote || editing !== null ? [] : props.people, (said, at) => {
    setBody(said);
    caret.current = at;
  });
  const { suggestions } = mentions;

  // The caret goes behind the name, once the field has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the text changed
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [body]);

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
    const mentionIds = mentionedIn(said, props.people);
    props.onSend({ body: said, attachments: files.ready, mentionIds, priority });
    setBody('');
    setPriority('NORMAL');
    files.clear();
  }

  function key(event: KeyboardEvent) {
    if (mentions.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape') onCancel();
  }

  function change({ currentTarget: { value, selectionStart } }: ChangeEvent<HTMLTextAreaElement>) {
    setBody(value);
    mentions.look(value, selectionStart);
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
      <FilesToSend files={files} />
      {problem !== null && <Notice kind="wrong">{problem}</Notice>}
      <MentionList id={list} mentions={mentions} />
      <textarea
        ref={field}
        className={styles.field}
        rows={Math.min(8, Math.max(2, body.split('\n').length))}
        aria-label={asNote ? words.noteLabel : words.messageLabel}
        placeholder={asNote ? words.noteHint : words.messageHint}
        aria-autocomplete="list"
        aria-controls={suggestions.length > 0 ? list : undefined}
        aria-activedescendant={suggestions.length > 0 ? mentionId(list, mentions.chosen) : undefined}
        value={body}
        onChange={change}
        onKeyDown={key}
        onSelect={({ currentTarget: { value, selectionStart } }) => mentions.look(value, selectionStart)}
        onPaste={(event) => {
          if (event.clipboardData.files.length > 0) files.add([...event.clipboardData.files]);
        }}
      />
      <div className={styles.bar}>
        {editing === null && !asNote && (
          <>
            <AttachButton onChosen={files.add} />
            <PriorityButton value={priority} onChange={setPriority} />
            <VoiceButton onRecorded={files.addVoice} onRefused={() => setProblem(words.noMicrophone)} />
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
