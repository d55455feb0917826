import { Button } from '@mantine/core';
import type { Listed } from '../api/use-pages.js';
import { useText } from '../text/text.js';
import { Failed } from './states.js';

/** The end of a list: the way to the rest of it, or to what could not be loaded. */
export function More({ list }: { list: Listed<unknown> }) {
  const text = useText();
  if (list.rows === undefined) return null;
  if (list.error !== undefined) return <Failed error={list.error} onRetry={list.more} />;
  if (!list.hasMore) return null;
  return (
    <Button variant="default" onClick={list.more}>
      {text.more}
    </Button>
  );
}
