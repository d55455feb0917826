import { AsyncLocalStorage } from 'node:async_hooks';

interface Watched {
  readonly operation: string;
  authorized: boolean;
}

const running = new AsyncLocalStorage<Watched>();

/**
 * Runs an operation and makes it impossible to forget its rights: when it comes to an end, or to its commit, without
 * `authorize` having passed for it, it fails as a bug does, and nothing of it is kept.
 */
export function guarded<T>(operation: string, work: () => T): T {
  return running.run({ operation, authorized: false }, work);
}

export function noteAuthorized(operation: string): void {
  const watched = running.getStore();
  if (watched?.operation === operation) watched.authorized = true;
}

/** Throws inside a guarded operation that nobody has authorized yet. */
export function assertAuthorized(): void {
  const watched = running.getStore();
  if (watched !== undefined && !watched.authorized)
    throw new Error(`${watched.operation} never asked authorize() whether it is allowed.`);
}
