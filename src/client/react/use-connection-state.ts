import { useCallback, useSyncExternalStore } from 'react';
import type { ConnectionState } from '../state.js';
import { useFrontdesk, useLiveFeeds } from './provider.js';
import { useObservable } from './use-observable.js';

export interface ConnectionView {
  readonly state: ConnectionState;
  /** How many events were missed at the last loss, and have come since or are coming. Null when nothing was ever lost. */
  readonly caughtUp: number | null;
  /** Connects now. Also what leads out of `refused`. */
  readonly connect: () => void;
  /** Closes the connection until `connect`. What happens meanwhile comes then. */
  readonly disconnect: () => void;
}

export function useConnectionState(): ConnectionView {
  const client = useFrontdesk();
  const { catchUp } = useLiveFeeds();
  const caughtUp = useObservable(catchUp.total);
  const subscribe = useCallback((listener: () => void) => client.observe(listener), [client]);
  const value = () => client.state;
  const state = useSyncExternalStore(subscribe, value, value);
  const connect = useCallback(() => client.connect(), [client]);
  const disconnect = useCallback(() => client.disconnect(), [client]);
  return { state, caughtUp, connect, disconnect };
}
