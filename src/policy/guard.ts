import { AsyncLocalStorage } from 'node:async_hooks';

interface Watched {
  readonly operation: string;
  authorized: boolean;
}

const running = new AsyncLocalStorage<Watched>();
let watching = false;

/**
 * From here on nobody can forget the rights of an operation. Everywhere but in production, where following each call
 * through its promises costs a sixth of all work: there it rests on the tests, which ask for every operation.
 */
export function watchForForgottenRights(): void {
  watching = true;
}

/**
 * Runs an operation. When it comes to an end, or to its commit, without `authorize` having passed for it, it fails as a
 * bug does, and nothing of it is kept.
 */
export function guarded<T>(operation: string, work: () => T): T {
  return watching ? running.run({ operation, authorized: false }, work) : work();
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
