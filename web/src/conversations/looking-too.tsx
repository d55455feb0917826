import { useViewing } from 'frontdesk/react';
import { useVisible } from '../shell/use-visible.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import styles from './looking-too.module.css';

/** Which colleagues look at the same, for as long as they do, and they see that I do. For those who work there. */
export function LookingToo({ conversationId }: { conversationId: string }) {
  const words = useText().conversations;
  const me = useViewer().user.id;
  const visible = useVisible();
  const others = useViewing(conversationId, { pause: !visible }).filter(({ id }) => id !== me);
  return (
    <b className={styles.looking} role="status">
      {others.length > 0 && words.lookingToo(others.map(({ name }) => name))}
    </b>
  );
}
