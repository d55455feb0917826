import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { vi } from 'vitest';

/**
 * The statements that reach the driver while `work` runs, on whichever database: those of transactions, timers and
 * heartbeats too, so compare counts that are far apart or take the least of several.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const note = (query: unknown) => {
    const text = typeof query === 'string' ? query : (query as { text?: unknown } | null)?.text;
    if (typeof text === 'string') statements.push(text);
  };
  const spies = [pg.Client.prototype, PGlite.prototype].map((driver) => {
    const original = driver.query as (...args: unknown[]) => unknown;
    return vi.spyOn(driver as { query: (...args: unknown[]) => unknown }, 'query').mockImplementation(function (
      this: unknown,
      ...args: unknown[]
    ) {
      note(args[0]);
      return original.apply(this, args);
    });
  });
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return statements;
}
