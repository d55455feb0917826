import { consoleFiles, contentSecurityPolicy, notBuilt, pageHeaders } from './console-files.js';

// The editor writes its own style elements while one types, and its fonts stand in its style sheet. Scripts stay as strict
// as everywhere: files of ours alone.
const headers = {
  ...pageHeaders,
  'content-security-policy': contentSecurityPolicy("'self' 'unsafe-inline'", "'self' data:"),
};

/** GraphiQL, for people who open `/graphql` in a browser. Its script and style are files below `/console/assets`. */
export async function graphiqlPage(request: Request): Promise<Response> {
  const files = await consoleFiles();
  return (await files.respond('graphiql.html', request, headers)) ?? notBuilt();
}
