import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../app.js';
import { type Language, languageOf, textOf } from '../notifications/catalog/catalog.js';
import { unsubscribe } from '../notifications/unsubscribe.js';
import { openUnsubscribe, unsubscribePath } from '../notifications/unsubscribe-links.js';

/**
 * Where the link of a mail leads. Programs that look at mail follow links, so reading changes nothing: the page asks, and its
 * button or the mail program itself (RFC 8058, one click) posts. Who comes needs no sign-in, for the link is the right.
 */
export async function answerUnsubscribe(
  { config, database }: Pick<App, 'config' | 'database'>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<{ status: number; error: string } | undefined> {
  // What is posted says nothing that the link does not say.
  request.resume();
  const given = openUnsubscribe(config.auth.secret, path.slice(unsubscribePath.length));
  if (given === undefined) return { status: 404, error: 'This link is not whole. Copy it from the mail again.' };
  if (request.method !== 'GET' && request.method !== 'POST') return { status: 405, error: 'Only GET and POST here.' };
  if (request.method === 'POST') await unsubscribe(database, given);
  const settings = await database.prisma.userSettings.findUnique({
    where: { userId: given.userId },
    select: { locale: true },
  });
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page(languageOf(settings?.locale), request.method === 'POST'));
  return undefined;
}

function page(language: Language, done: boolean): string {
  const { title, body, action = '' } = textOf(done ? 'mail.unsubscribed' : 'mail.unsubscribe', language);
  const form = done ? '' : `\n<form method="post"><button>${action}</button></form>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title></head>
<body>
<h1>${title}</h1>
<p>${body}</p>${form}
</body>
</html>
`;
}
