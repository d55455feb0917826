import styles from './initials.module.css';

/** A round mark with the first letters of a name: one of six tints, the same for the same name. */
export function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('');
  const tint = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
  return (
    <span className={styles.initials} data-tint={tint} aria-hidden="true">
      {letters.toUpperCase()}
    </span>
  );
}
