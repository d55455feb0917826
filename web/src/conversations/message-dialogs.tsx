import { useText } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { ForwardMessage } from './forward-message.js';
import type { HistoryActions } from './history.js';
import { MessageReceipts } from './message-receipts.js';
import { MessageThread } from './message-thread.js';
import { MessageVersions } from './message-versions.js';
import type { Message } from './thread-window.js';

/** What one wants to do with a message, or to know of it, in a window of its own. */
export type MessageMatter = 'forward' | 'thread' | 'receipts' | 'versions' | 'remove';

interface Props extends Pick<HistoryActions, 'onReply' | 'onShow' | 'onRemove'> {
  readonly message: Message;
  readonly matter: MessageMatter | null;
  readonly onClose: () => void;
}

export function MessageDialogs({ message, matter, onClose, onReply, onShow, onRemove }: Props) {
  const words = useText().conversations;
  switch (matter) {
    case null:
      return null;
    case 'forward':
      return <ForwardMessage message={message} onClose={onClose} />;
    case 'thread':
      return <MessageThread message={message} onReply={onReply} onShow={onShow} onClose={onClose} />;
    case 'receipts':
      return <MessageReceipts id={message.id} onClose={onClose} />;
    case 'versions':
      return <MessageVersions message={message} onClose={onClose} />;
    case 'remove':
      return (
        <Confirm
          title={words.removeTitle}
          text={words.removeText}
          action={words.remove}
          onClose={onClose}
          onConfirm={() => onRemove(message.id)}
        />
      );
  }
}
