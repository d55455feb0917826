import { Button } from '@mantine/core';
import { useText } from '../text/text.js';
import { Actions } from './layout.js';

/** The foot of a form in a dialog: leave it as it was, or do what it is for. */
export function FormActions(props: {
  label: string;
  busy: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** "Cancel" unless told. */
  leave?: string;
  onLeave: () => void;
}) {
  const text = useText();
  return (
    <Actions>
      <Button variant="default" onClick={props.onLeave}>
        {props.leave ?? text.cancel}
      </Button>
      <Button
        type="submit"
        loading={props.busy}
        disabled={props.disabled ?? false}
        {...(props.danger === true && { color: 'red.8', autoContrast: true })}
      >
        {props.label}
      </Button>
    </Actions>
  );
}
