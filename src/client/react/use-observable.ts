import { useCallback, useSyncExternalStore } from 'react';
import type { Observable } from '../observable.js';

export function useObservable<Value>(observable: Observable<Value>): Value {
  const subscribe = useCallback((listener: () => void) => observable.observe(listener), [observable]);
  const value = () => observable.value;
  return useSyncExternalStore(subscribe, value, value);
}
