import { useText } from '../text/text.js';
import { Empty } from '../ui/states.js';

export function NothingOpen() {
  const text = useText();
  return <Empty title={text.conversations.chooseTitle} text={text.conversations.chooseText} />;
}
