import { Button } from '@mantine/core';
import { useText } from '../text/text.js';
import { Actions } from '../ui/layout.js';

/** Back and on through pages that do not change any more. */
export function Pager({ back, on }: { back: (() => void) | undefined; on: (() => void) | undefined }) {
  const text = useText();
  if (back === undefined && on === undefined) return null;
  return (
    <Actions>
      <Button variant="default" disabled={back === undefined} onClick={back}>
        {text.calendar.after}
      </Button>
      <Button variant="default" disabled={on === undefined} onClick={on}>
        {text.calendar.before}
      </Button>
    </Actions>
  );
}
