import type { App } from '../app.js';
import { consoleFiles, notBuilt, pageHeaders } from './console-files.js';
import { type AskGraphql, respondToSession } from './console-session.js';
import { consoleSettings } from './console-settings.js';

/** Answers everything below `/console`: files, the settings of the pages, and the session that a cookie keeps. */
export async function respondConsole(app: App, request: Request, graphql: AskGraphql): Promise<Response> {
  const path = pathBelowConsole(request);
  if (path === null) return redirect('/console/');
  if (path.startsWith('session/')) return respondToSession(app, path.slice('session/'.length), request, graphql);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  if (path === 'settings.json')
    return Response.json(consoleSettings(app), {
      headers: { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
    });
  const files = await consoleFiles();
  const file = await files.respond(path === '' ? 'index.html' : path, request, pageHeaders);
  if (file !== null) return file;
  // A name with an extension is a file that is not there; everything else is a screen, and the page finds its way.
  if (/\.[a-z0-9]+$/i.test(path)) return new Response('There is no such file.\n', { status: 404 });
  return (await files.respond('index.html', request, pageHeaders)) ?? notBuilt();
}

function pathBelowConsole(request: Request): string | null {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/console/') ? pathname.slice('/console/'.length) : null;
}

const redirect = (location: string): Response => new Response(null, { status: 308, headers: { location } });
