import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';
import { inShell } from './shell.js';
import { snippet } from './snippets.js';

it('B14: what docs/telegram.md sets up is a bot whose updates are taken, and those of nobody else', async () => {
  const settings = snippet('docs/telegram.md', 'Set it up', 'sh');
  const tell = snippet('docs/telegram.md', 'Set it up', 'sh', 2);
  const told: Array<{ path: string; fields: URLSearchParams }> = [];
  const api = createServer(async (request, response) => {
    told.push({ path: request.url ?? '', fields: new URLSearchParams(await text(request)) });
    response.setHeader('content-type', 'application/json').end('{"ok":true,"result":true}');
  });
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
  try {
    const root = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const printed = await inShell(
      `${settings}\n${tell.replace('https://api.telegram.org', root)}\necho\nenv | grep ^TELEGRAM_`,
    );
    const [answer = '', ...lines] = printed.trim().split('\n');
    expect(JSON.parse(answer)).toMatchObject({ ok: true });
    const env = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
    const [{ path, fields } = { path: '', fields: new URLSearchParams() }] = told;
    expect(decodeURIComponent(path)).toBe(`/bot${env.TELEGRAM_BOT_TOKEN}/setWebhook`);
    expect(JSON.parse(fields.get('allowed_updates') ?? '')).toEqual(['message']);

    await using running = await startApp({ ...env, TELEGRAM_API_ROOT: root });
    const update = async (secret: string) => {
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
      const { pathname } = new URL(fields.get('url') ?? '');
      const options = { method: 'POST', headers, body: JSON.stringify({ update_id: 1 }) };
      return (await fetch(`${running.url}${pathname}`, options)).status;
    };
    expect(await update('a secret of somebody else')).toBe(401);
    expect(await update(fields.get('secret_token') ?? '')).toBe(200);
  } finally {
    api.close();
  }
});
