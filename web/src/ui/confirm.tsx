import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/text.js';
import { Dialog } from './dialog.js';
import { Actions } from './layout.js';
import { Notice } from './notice.js';

/** Asks once more before something that hurts. `onConfirm` answers what went wrong, if anything. */
export function Confirm(props: {
  title: string;
  text: string;
  action: string;
  onClose: () => void;
  onConfirm: () => Promise<string | null>;
}) {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    const failed = await props.onConfirm();
    setBusy(false);
    if (failed === null) props.onClose();
    else setFailure(failed);
  }

  return (
    <Dialog title={props.title} lead={props.text} onClose={props.onClose}>
      {failure !== null && <Notice kind="wrong">{failure}</Notice>}
      <Actions>
        <Button variant="default" onClick={props.onClose}>
          {text.cancel}
        </Button>
        <Button color="red.8" autoContrast loading={busy} onClick={() => void confirm()}>
          {props.action}
        </Button>
      </Actions>
    </Dialog>
  );
}
