import { Link } from '@tanstack/react-router';
import { Bell } from '../notifications/bell.js';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { Connection } from './connection.js';
import { CodeIcon } from './icons.js';
import { LinkList } from './link-list.js';
import styles from './navigation.module.css';
import { PropertySwitcher } from './property-switcher.js';
import { useViewer } from './viewer.js';

export function Sidebar() {
  const text = useText();
  return (
    <header className={styles.side}>
      <div className={styles.top}>
        <Link to="/" className={styles.brand}>
          <img src="/console/icon.svg" alt="" width="26" height="26" />
          <span>{text.appName}</span>
        </Link>
        <Bell />
      </div>
      <PropertySwitcher />
      <nav className={styles.nav} aria-label={text.navigation}>
        <LinkList />
        <div className={`${styles.links} ${styles.far}`}>
          <a href="/graphql" className={styles.link}>
            <CodeIcon />
            <span>{text.nav.api}</span>
          </a>
          <AccountLink />
        </div>
      </nav>
      <Connection />
    </header>
  );
}

export function AccountLink({ onFollow }: { onFollow?: () => void }) {
  const viewer = useViewer();
  return (
    <Link to="/account" className={styles.link} onClick={onFollow}>
      <Initials name={viewer.name} />
      <span className={styles.name}>
        <b>{viewer.name}</b>
        <span>{viewer.email}</span>
      </span>
    </Link>
  );
}
