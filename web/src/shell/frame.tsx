import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Banners } from '../announcements/banners.js';
import { NotificationCenter } from '../notifications/center.js';
import { useText } from '../text/text.js';
import styles from './frame.module.css';
import { PhoneBar } from './phone-bar.js';
import { PlaceProvider } from './place.js';
import { Sidebar } from './sidebar.js';

/** What stands around every screen: the way to all others, and how the connection is. */
export function Frame({ children }: { children: ReactNode }) {
  const text = useText();
  const phone = useMediaQuery('(max-width: 820px)', undefined, { getInitialValueInEffect: false });
  return (
    <PlaceProvider>
      <NotificationCenter>
        <div className={styles.desk}>
          <a className={styles.skip} href="#content">
            {text.skip}
          </a>
          {phone === true ? <PhoneBar /> : <Sidebar />}
          <main id="content" className={styles.content} tabIndex={-1}>
            <Banners />
            {children}
          </main>
        </div>
      </NotificationCenter>
    </PlaceProvider>
  );
}
