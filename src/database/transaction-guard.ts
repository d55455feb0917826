import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';

const inside = new AsyncLocalStorage<true>();

export const insideTransaction = <T>(work: () => Promise<T>): Promise<T> => inside.run(true, work);

/**
 * The embedded database has one connection. A query on the client while a transaction is open waits for that
 * transaction, which waits for the query: for ever. So both engines refuse it at once, with the place in the stack.
 */
export function forbidOutsideTransaction<F extends SqlDriverAdapterFactory>(factory: F): F {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    for (const method of ['queryRaw', 'executeRaw', 'startTransaction'] as const) {
      const original = adapter[method].bind(adapter) as (...args: unknown[]) => unknown;
      Object.assign(adapter, {
        [method]: (...args: unknown[]) => {
          if (inside.getStore())
            throw new Error('Inside a transaction, use the transaction: not the client around it.');
          return original(...args);
        },
      });
    }
    return adapter;
  };
  return factory;
}
