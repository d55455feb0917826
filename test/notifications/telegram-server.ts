import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TelegramServer extends AsyncDisposable {
  readonly url: string;
  readonly sent: Array<{ path: string; chat_id: string; text: string; disable_notification?: boolean }>;
  /** How it refuses the next messages: an answer of the Bot API. */
  readonly refusals: Array<{ error_code: number; description: string; parameters?: { retry_after: number } }>;
}

/** The Bot API, as far as messages are sent by it. */
export async function startTelegramServer(): Promise<TelegramServer> {
  const sent: TelegramServer['sent'] = [];
  const refusals: TelegramServer['refusals'] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const refusal = refusals.shift();
    const message = JSON.parse(text);
    if (refusal === undefined) sent.push({ path: request.url ?? '', ...message });
    const answer =
      refusal === undefined
        ? { ok: true, result: { message_id: sent.length, date: 0, chat: { id: 1, type: 'private', first_name: 'A' } } }
        : { ok: false, ...refusal };
    response.writeHead(refusal?.error_code ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    refusals,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
