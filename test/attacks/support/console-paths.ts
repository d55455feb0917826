import type { Page } from 'playwright-core';
import type { Tenant } from './target.js';

/** Every route of the console, as the router of the page itself has them: a new one is walked to by itself. */
export const routesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { routesByPath } = Reflect.get(window, '__TSR_ROUTER__') as { routesByPath: Record<string, unknown> };
    return Object.keys(routesByPath).toSorted();
  });

/**
 * The route with something of the tenant for each name in it. What stands for something is told by its name; a name that
 * is not known stays, and a test says so.
 */
export function pathOf(route: string, { slug, ids, bookingCode }: Tenant): string {
  const values: Record<string, string | undefined> = {
    slug,
    code: bookingCode,
    ...Object.fromEntries(
      Object.entries(ids).map(([type, id]) => [`${type.charAt(0).toLowerCase()}${type.slice(1)}Id`, id]),
    ),
  };
  return route
    .replace('/payments/$id', `/payments/${encodeURIComponent(ids.Payment ?? '')}`)
    .replace(/\$(\w+)/g, (whole, name: string) => encodeURIComponent(values[name] ?? '') || whole);
}

/** Who sees what others have written there. */
export const whoGoesTo = (route: string): 'guest' | 'owner' | 'superAdmin' =>
  route.startsWith('/admin/') ? 'superAdmin' : /^\/(book|bookings|messages)\b/.test(route) ? 'guest' : 'owner';
