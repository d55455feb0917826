import { type ReactNode, useEffect } from 'react';
import styles from './layout.module.css';

/** A screen: its title names the tab of the browser too. */
export function Screen(props: {
  title: string;
  lead?: ReactNode;
  /** A link to where this screen is one of many. */
  back?: ReactNode;
  actions?: ReactNode;
  /** Takes all the room that there is: for tables, boards and calendars. */
  wide?: boolean;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${props.title} · Frontdesk`;
  }, [props.title]);
  return (
    <div className={props.wide === true ? `${styles.screen} ${styles.broad}` : styles.screen}>
      {props.back !== undefined && <div className={styles.back}>{props.back}</div>}
      <header className={styles.header}>
        <div className={styles.titles}>
          <h1>{props.title}</h1>
          {props.lead !== undefined && <div className={styles.lead}>{props.lead}</div>}
        </div>
        {props.actions}
      </header>
      {props.children}
    </div>
  );
}

export function Card(props: {
  title?: string;
  lead?: string;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={styles.card} aria-label={props.title}>
      {props.title !== undefined && (
        <header className={styles.cardHeader}>
          <div>
            <h2>{props.title}</h2>
            {props.lead !== undefined && <p className={styles.lead}>{props.lead}</p>}
          </div>
          {props.actions}
        </header>
      )}
      <div className={props.flush === true ? undefined : styles.cardBody}>{props.children}</div>
    </section>
  );
}

/** Fields below each other, and beside each other where there is room. */
export const Fields = ({ children }: { children: ReactNode }) => <div className={styles.fields}>{children}</div>;
export const Wide = ({ children }: { children: ReactNode }) => <div className={styles.wide}>{children}</div>;
/** Filters and views above what they concern. */
export const Toolbar = ({ children }: { children: ReactNode }) => <div className={styles.toolbar}>{children}</div>;
/** What is most important on the left, what belongs to it on the right. */
export const Columns = ({ children }: { children: ReactNode }) => <div className={styles.columns}>{children}</div>;
export const Stack = ({ children }: { children: ReactNode }) => <div className={styles.stack}>{children}</div>;
export const Actions = ({ children }: { children: ReactNode }) => <div className={styles.actions}>{children}</div>;
