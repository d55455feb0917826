import { Button } from '@mantine/core';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import type { UserError } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';
import styles from './alternatives.module.css';

export interface Alternative {
  readonly from: string;
  readonly to: string;
  readonly available: number;
  readonly offering?: { readonly id: string; readonly name: string } | null;
}

/** What is free instead, as the refusal names it. Undefined when it was refused for something else. */
export const alternativesOf = (errors: readonly UserError[]): readonly Alternative[] | undefined =>
  errors.flatMap((error) => ('alternatives' in error ? [error.alternatives as readonly Alternative[]] : []))[0];

/** A slot that is taken is no dead end: one click takes another. */
export function Alternatives(props: {
  of: readonly Alternative[];
  message: string;
  onTake: (slot: Alternative) => void;
}) {
  const text = useText();
  const when = useWhen();
  if (props.of.length === 0) return <Notice kind="wrong">{props.message}</Notice>;
  return (
    <Notice kind="note" title={text.bookings.taken}>
      <ul className={styles.list}>
        {props.of.map((slot) => (
          <li key={`${slot.offering?.id} ${slot.from} ${slot.to}`}>
            <Button variant="default" size="compact-sm" onClick={() => props.onTake(slot)}>
              {[when.span(slot.from, slot.to), slot.offering?.name].filter(Boolean).join(' · ')}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
