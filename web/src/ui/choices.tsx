import type { ReactNode } from 'react';
import styles from './choices.module.css';

/** A few things of which one is chosen, each with room for what it means. */
export const Choices = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset className={styles.choices} aria-label={label}>
    {children}
  </fieldset>
);

export const Choice = (props: {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  detail?: string;
  end?: ReactNode;
  onChange: (value: string) => void;
}) => (
  <label className={styles.choice}>
    <input
      type="radio"
      name={props.name}
      value={props.value}
      checked={props.checked}
      onChange={() => props.onChange(props.value)}
    />
    <span className={styles.words}>
      <b>{props.title}</b>
      {props.detail !== undefined && <span>{props.detail}</span>}
    </span>
    {props.end}
  </label>
);
