import { Button } from '@mantine/core';
import { isConnected } from 'frontdesk/client';
import { useConnectionState } from 'frontdesk/react';
import { useSpeech } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { Actions, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';

export function ConnectionDialog({ onClose }: { onClose: () => void }) {
  const { text, time } = useSpeech();
  const { state, caughtUp, connect, disconnect } = useConnectionState();
  const words = text.connection;
  const connected = isConnected(state);
  return (
    <Dialog title={words.status[state.status]} lead={words.explained[state.status]} onClose={onClose}>
      <Stack>
        {state.status === 'catchingUp' && <Notice kind="note">{words.catchingUp(state.behind)}</Notice>}
        {state.status === 'live' && caughtUp !== null && <Notice kind="good">{words.caughtUp(caughtUp)}</Notice>}
        {state.status === 'offline' && state.retryAt !== null && (
          <Notice kind="note">{words.retryAt(time(new Date(state.retryAt).toISOString()))}</Notice>
        )}
      </Stack>
      <Actions>
        {connected ? (
          <Button variant="default" onClick={disconnect}>
            {words.disconnect}
          </Button>
        ) : (
          <Button onClick={connect}>{words.connect}</Button>
        )}
        <Button variant="default" onClick={onClose}>
          {text.close}
        </Button>
      </Actions>
    </Dialog>
  );
}
