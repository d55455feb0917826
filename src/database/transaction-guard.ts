import { AsyncLocalStorage } from 'node:async_hooks';
import type { PrismaClient } from '../generated/prisma/client.js';

const inside = new AsyncLocalStorage<true>();

let watching = false;

/** Everywhere but in production, where following each call through its promises costs more than it finds. */
export function watchForQueriesOutside(): void {
  watching = true;
}

export const insideTransaction = <T>(work: () => Promise<T>): Promise<T> =>
  watching ? inside.run(true, work) : work();

/**
 * The embedded database has one connection. A query on the client while a transaction is open waits for that
 * transaction, which waits for the query: for ever. So both engines refuse it at once, with the place in the stack.
 *
 * It is asked where the client is used, and not where the query reaches the driver: Prisma sends the look-ups of a turn
 * together, those of others too, from wherever the first of them was asked.
 */
export function refuseInsideTransaction(): void {
  if (inside.getStore()) throw new Error('Inside a transaction, use the transaction: not the client around it.');
}

/** The same for whatever Prisma is asked. */
export function forbidInsideTransaction(client: PrismaClient): PrismaClient {
  return new Proxy(client, {
    get(target, name) {
      if (typeof name === 'string' && name !== 'then') refuseInsideTransaction();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
