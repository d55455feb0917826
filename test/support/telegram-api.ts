import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TelegramApi extends AsyncDisposable {
  readonly url: string;
  /** What was sent to people, in its order. */
  readonly sent: Array<{ chat_id: string; text: string }>;
  /** The methods that were called, with the token. */
  readonly paths: string[];
  /** How it refuses the next calls. */
  readonly refusals: Array<{ error_code: number; description: string; parameters?: { retry_after: number } }>;
  /** From here on it takes calls and does not answer them; answers how to let it. */
  hang(): () => void;
}

/** The Bot API, as far as our bot speaks to it, over real HTTP. */
export async function startTelegramApi(port = 0): Promise<TelegramApi> {
  const sent: TelegramApi['sent'] = [];
  const paths: string[] = [];
  const refusals: TelegramApi['refusals'] = [];
  let waiting: Array<() => void> | undefined;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    paths.push(request.url ?? '');
    const go = () => answer(request.url ?? '', text, response);
    if (waiting === undefined) go();
    else waiting.push(go);
  });
  const answer = (path: string, text: string, response: ServerResponse) => {
    const refusal = refusals.shift();
    if (refusal !== undefined) return void json(response, refusal.error_code, { ok: false, ...refusal });
    if (path.endsWith('/getMe'))
      return void json(response, 200, {
        ok: true,
        result: { id: 4711, is_bot: true, first_name: 'Desk', username: 'desk_bot' },
      });
    sent.push(JSON.parse(text));
    json(response, 200, {
      ok: true,
      result: { message_id: sent.length, date: 0, chat: { id: 1, type: 'private', first_name: 'A' } },
    });
  };
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    paths,
    refusals,
    hang() {
      waiting = [];
      return () => {
        const all = waiting ?? [];
        waiting = undefined;
        for (const go of all) go();
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

const json = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
