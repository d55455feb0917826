import { Link } from '@tanstack/react-router';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { BuildingIcon, CodeIcon, KeyIcon, PeopleIcon, PersonIcon } from './icons.js';
import styles from './navigation.module.css';
import { useViewer } from './viewer.js';

export function Navigation() {
  const text = useText();
  const viewer = useViewer();
  const admin = viewer.role !== 'USER';
  return (
    <header className={styles.side}>
      <Link to="/" className={styles.brand}>
        <img src="/console/icon.svg" alt="" width="26" height="26" />
        <span>{text.appName}</span>
      </Link>
      <nav className={styles.nav} aria-label={text.navigation}>
        <Link to="/" activeOptions={{ exact: false, includeSearch: false }} className={styles.link}>
          <BuildingIcon />
          <span>{text.nav.properties}</span>
        </Link>
        {admin && (
          <>
            <p className={styles.group}>{text.nav.administration}</p>
            <Link to="/admin/users" className={styles.link}>
              <PeopleIcon />
              <span>{text.nav.users}</span>
            </Link>
            <Link to="/admin/service-keys" className={styles.link}>
              <KeyIcon />
              <span>{text.nav.serviceKeys}</span>
            </Link>
          </>
        )}
        <a href="/graphql" className={`${styles.link} ${styles.far}`}>
          <CodeIcon />
          <span>{text.nav.api}</span>
        </a>
        <Link to="/account" className={`${styles.link} ${styles.me}`}>
          <span className={styles.mark}>
            <Initials name={viewer.name} />
          </span>
          <span className={styles.phone}>
            <PersonIcon />
          </span>
          <span className={styles.name}>
            <b>{viewer.name}</b>
            <span>{viewer.email}</span>
          </span>
          <span className={styles.phone}>{text.nav.account}</span>
        </Link>
      </nav>
    </header>
  );
}
