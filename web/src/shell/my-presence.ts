import { isConnected } from 'frontdesk/client';
import { useConnectionState } from 'frontdesk/react';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { SetPresenceDocument } from '../generated/graphql.js';
import { useVisible } from './use-visible.js';

/** Each tab that is looked at has it, shared with the others of this browser, which are one device. */
const lookedAt = 'frontdesk-looked-at';
/** Who goes from one tab to another is not away. */
const settledAfterMs = 3_000;
/** The server forgets it after ten minutes: said again this often, it does not. */
const againAfterMs = 240_000;

/** Tells whether somebody is at this device: away when no tab of the console in this browser is looked at. */
export function MyPresence(): null {
  const urql = useClient();
  const visible = useVisible();
  const connected = isConnected(useConnectionState().state);

  useEffect(() => {
    if (!visible) return;
    let release: () => void = () => {};
    const looking = new Promise<void>((resolve) => {
      release = resolve;
    });
    void navigator.locks.request(lookedAt, { mode: 'shared' }, () => looking);
    return release;
  }, [visible]);

  useEffect(() => {
    if (!connected) return;
    // Whether it arrives does not matter: it is said again when there is a connection again.
    const say = (away: boolean) => urql.mutation(SetPresenceDocument, { input: { away } }).toPromise();
    if (visible) {
      // Behind whatever another tab is just saying: the last word is mine.
      void navigator.locks.request(lookedAt, { mode: 'shared' }, () => say(false));
      return;
    }
    const sayAway = () =>
      void navigator.locks.request(lookedAt, { ifAvailable: true }, (lock) => (lock === null ? null : say(true)));
    const settled = setTimeout(sayAway, settledAfterMs);
    const again = setInterval(sayAway, againAfterMs);
    return () => {
      clearTimeout(settled);
      clearInterval(again);
    };
  }, [urql, visible, connected]);
  return null;
}
