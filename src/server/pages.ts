import type { Plugin } from 'graphql-yoga';
import type { App } from '../app.js';
import { respondConsole } from './console.js';
import { graphiqlPage } from './graphiql.js';

/**
 * What browsers open: GraphiQL at `/graphql`, the console below `/console`, and `/`, which leads to it.
 *
 * @param graphql - answers a request to the API as the whole server does, for the client that asks.
 */
export function pages(
  app: App,
  graphql: (request: Request, context: object) => Response | Promise<Response>,
): Plugin<object, object> {
  return {
    async onRequest({ request, url, endResponse, serverContext }) {
      if (url.pathname === '/console' || url.pathname.startsWith('/console/'))
        endResponse(await respondConsole(app, request, async (operation) => graphql(operation, serverContext)));
      else if (url.pathname === '/' && request.method === 'GET')
        endResponse(new Response(null, { status: 302, headers: { location: '/console/' } }));
      else if (url.pathname === '/graphql' && asksForPage(request, url)) endResponse(await graphiqlPage(request));
    },
  };
}

const asksForPage = (request: Request, url: URL): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !url.searchParams.has('query') &&
  (request.headers.get('accept') ?? '').includes('text/html');
