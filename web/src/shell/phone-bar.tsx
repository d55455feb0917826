import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { MyUnread } from '../conversations/unread.js';
import { Bell } from '../notifications/bell.js';
import { useText } from '../text/text.js';
import { Connection } from './connection.js';
import { CodeIcon, MenuIcon } from './icons.js';
import { LinkList, OwnLink, PropertyLink } from './link-list.js';
import { ownLinks, propertyLinks } from './links.js';
import styles from './navigation.module.css';
import { usePlace } from './place.js';
import { PropertySwitcher } from './property-switcher.js';
import { Sheet } from './sheet.js';
import { AccountLink } from './sidebar.js';
import { useViewer } from './viewer.js';

/** On a phone: what one needs most stands at the thumb, everything else is behind the menu. */
export function PhoneBar() {
  const text = useText();
  const viewer = useViewer();
  const { current } = usePlace();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const ofProperty = current === null ? [] : propertyLinks.filter(({ may }) => may?.(viewer, current) ?? true);
  return (
    <>
      <header className={styles.head}>
        <Link to="/" className={styles.brand}>
          <img src="/console/icon.svg" alt="" width="26" height="26" />
          <span>{current?.name ?? text.appName}</span>
        </Link>
        <Connection compact />
        <Bell />
      </header>
      <nav className={styles.thumb} aria-label={text.navigation}>
        {current !== null &&
          ofProperty.slice(0, 4).map((link) => <PropertyLink key={link.to} link={link} property={current} />)}
        {ownLinks.slice(0, Math.max(0, 4 - ofProperty.length)).map((link) => (
          <OwnLink key={link.to} link={link} />
        ))}
        <button type="button" className={styles.link} aria-expanded={open} onClick={() => setOpen(true)}>
          <MenuIcon />
          <span className={styles.label}>{text.nav.menu}</span>
          {/* What waits among my own messages, where their link is behind this. */}
          {ofProperty.length >= 4 && <MyUnread />}
        </button>
      </nav>
      {open && (
        <Sheet title={text.nav.menu} onClose={close}>
          <PropertySwitcher onFollow={close} />
          <nav aria-label={text.nav.everything} className={styles.nav}>
            <LinkList onFollow={close} />
            <div className={styles.links}>
              <a href="/graphql" className={styles.link}>
                <CodeIcon />
                <span>{text.nav.api}</span>
              </a>
              <AccountLink onFollow={close} />
            </div>
          </nav>
        </Sheet>
      )}
    </>
  );
}
