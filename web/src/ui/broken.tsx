import { Button } from '@mantine/core';
import { useText } from '../text/text.js';
import { Empty } from './states.js';

/** What is shown where a screen threw. */
export function Broken() {
  const text = useText();
  return (
    <Empty
      title={text.brokenTitle}
      text={text.brokenText}
      action={<Button onClick={() => location.reload()}>{text.reload}</Button>}
    />
  );
}
