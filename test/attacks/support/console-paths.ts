import { readFileSync } from 'node:fs';
import type { Tenant } from './target.js';

/**
 * Every route of the console, read from its router: a new one is walked to by itself. What stands for something in a
 * path is told by its name; a name that is not known stays, and a test says so.
 */
export function paths({ slug, ids, bookingCode }: Tenant): string[] {
  const values: Record<string, string | undefined> = {
    slug,
    code: bookingCode,
    bookingCode,
    ...Object.fromEntries(
      Object.entries(ids).map(([type, id]) => [
        `${type.charAt(0).toLowerCase()}${type.slice(1)}Id`,
        encodeURIComponent(id),
      ]),
    ),
  };
  const router = readFileSync('web/src/router.tsx', 'utf8');
  const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? '');
  return routes
    .filter((path) => path !== '/sign-in' && path !== '/sign-up')
    .map((path) => path.replace(/\$(\w+)/g, (whole, name: string) => values[name] ?? whole));
}
