import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useText } from '../text/text.js';
import { Actions } from './layout.js';
import { Empty } from './states.js';

/** What is shown where a screen threw. */
export function Broken() {
  const text = useText();
  return (
    <div role="alert">
      <Empty
        title={text.brokenTitle}
        text={text.brokenText}
        action={
          <Actions>
            <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
              {text.home}
            </Button>
            <Button onClick={() => location.reload()}>{text.reload}</Button>
          </Actions>
        }
      />
    </div>
  );
}
