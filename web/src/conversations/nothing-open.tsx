import { useText } from '../text/text.js';
import { Empty } from '../ui/states.js';
import styles from './conversations.module.css';

export function NothingOpen() {
  const text = useText();
  return (
    <div className={styles.nothing}>
      <Empty title={text.conversations.chooseTitle} text={text.conversations.chooseText} />
    </div>
  );
}
