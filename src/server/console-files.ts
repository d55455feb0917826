import { fileURLToPath } from 'node:url';
import { type StaticFiles, staticFiles } from './static-files.js';

/** What `npm run build` made of web/: the console and GraphiQL. The same place seen from src/ and from dist/. */
const builtConsole = fileURLToPath(new URL('../../dist/console/', import.meta.url));

let files: Promise<StaticFiles> | undefined;

export function consoleFiles(): Promise<StaticFiles> {
  files ??= staticFiles(builtConsole);
  return files;
}

/** Everything from our own origin, and no script or style inside a page. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy("'self'", "'self'"),
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export function contentSecurityPolicy(styles: string, fonts: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "media-src 'self'",
    `font-src ${fonts}`,
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const notBuilt = (): Response =>
  new Response('This page is not built yet: run `npm run build`, then start again.\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
