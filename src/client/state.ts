import type { Link } from './connection.js';

/** What to show people about the connection. */
export type ConnectionState =
  /** On the way, for the first time or shortly after a loss. */
  | { readonly status: 'connecting' }
  /** Everything that happens is here within moments. */
  | { readonly status: 'live' }
  /** Connected, and so many missed events are still on their way. */
  | { readonly status: 'catchingUp'; readonly behind: number }
  /** Not connected. It tries again at `retryAt` (milliseconds since 1970); null: when `connect` is called. */
  | { readonly status: 'offline'; readonly retryAt: number | null; readonly reason: string }
  /** The server does not want this client, or the session is over: it does not try again by itself. */
  | { readonly status: 'refused'; readonly code: number | null; readonly reason: string };

/** So many attempts that fail are nothing to worry people with. */
const quietFailures = 2;

export function stateOf(link: Link, behind: number): ConnectionState {
  switch (link.status) {
    case 'idle':
      return { status: 'offline', retryAt: null, reason: 'Not connected.' };
    case 'connecting':
      return link.failures > quietFailures
        ? { status: 'offline', retryAt: Date.now(), reason: 'Trying to connect.' }
        : { status: 'connecting' };
    case 'waiting':
      return link.failures > quietFailures
        ? { status: 'offline', retryAt: link.retryAt, reason: link.reason }
        : { status: 'connecting' };
    case 'open':
      return behind > 0 ? { status: 'catchingUp', behind } : { status: 'live' };
    case 'refused':
      return { status: 'refused', code: link.code, reason: link.reason };
  }
}

/** Whether there is a connection, though missed events may still be on their way. */
export const isConnected = ({ status }: { readonly status: ConnectionState['status'] }): boolean =>
  status === 'live' || status === 'catchingUp';

export const sameState = (a: ConnectionState, b: ConnectionState): boolean => JSON.stringify(a) === JSON.stringify(b);
