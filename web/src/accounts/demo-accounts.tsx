import type { Settings } from '../session/settings.js';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import styles from './sign-in.module.css';

interface DemoAccountsProps {
  demo: NonNullable<Settings['demo']>;
  busy: boolean;
  onChoose: (email: string, password: string) => void;
}

/** One press to be anybody of the demo. */
export function DemoAccounts({ demo, busy, onChoose }: DemoAccountsProps) {
  const text = useText();
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <div>
        <h2 id="demo-title">{text.signIn.demoTitle}</h2>
        <p>{text.signIn.demoText}</p>
      </div>
      <ul className={styles.accounts}>
        {demo.accounts.map(({ email, title }) => (
          <li key={email}>
            <button type="button" disabled={busy} onClick={() => onChoose(email, demo.password)}>
              <Initials name={title.replace(' · ', ' ')} />
              <span className={styles.person}>
                <b>{title}</b>
                <span>{email}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
