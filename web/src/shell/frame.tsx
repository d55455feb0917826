import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Banners } from '../announcements/banners.js';
import { LiveInbox } from '../conversations/live-inbox.js';
import { NotificationCenter } from '../notifications/center.js';
import { useText } from '../text/text.js';
import { Spare } from '../ui/spare.js';
import styles from './frame.module.css';
import { MyPresence } from './my-presence.js';
import { PhoneBar } from './phone-bar.js';
import { PlaceProvider } from './place.js';
import { Sidebar } from './sidebar.js';

/** What stands around every screen: the way to all others, and how the connection is. */
export function Frame({ children }: { children: ReactNode }) {
  const text = useText();
  const phone = useMediaQuery('(max-width: 820px)', undefined, { getInitialValueInEffect: false });
  return (
    <PlaceProvider>
      <LiveInbox />
      <MyPresence />
      <NotificationCenter>
        <div className={styles.desk}>
          <a className={styles.skip} href="#content">
            {text.skip}
          </a>
          {phone === true ? <PhoneBar /> : <Sidebar />}
          <main id="content" className={styles.content} tabIndex={-1}>
            <Spare>
              <Banners />
            </Spare>
            {children}
          </main>
        </div>
      </NotificationCenter>
    </PlaceProvider>
  );
}
