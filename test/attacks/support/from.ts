import { request } from 'node:http';

export interface Told {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into an answer that it has asked for itself.
  readonly body: any;
  readonly text: string;
}

/** Asks from another address of this machine, as somebody else would: all of 127.0.0.0/8 is it. */
export function askFrom(
  localAddress: string,
  { url }: { url: string },
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${url}/graphql`,
      { method: 'POST', localAddress, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: text.startsWith('{') ? JSON.parse(text) : null,
          });
        });
      },
    );
    sending.on('error', reject);
    sending.end(JSON.stringify({ query, variables }));
  });
}

export interface Stream extends Disposable {
  readonly status: number;
  /** Everything that came so far. */
  text(): string;
}

/** A stream over SSE from another address of this machine. Resolves with its first words: it has begun, or is refused. */
export function followFrom(
  localAddress: string,
  { url }: { url: string },
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const accept = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const sending = request(
      `${url}/graphql`,
      { method: 'POST', localAddress, agent: false, headers: { ...accept, ...headers } },
      (response) => {
        let text = '';
        const { statusCode: status = 0 } = response;
        const stream = { status, text: () => text, [Symbol.dispose]: () => void sending.destroy() };
        response.on('error', () => {});
        response.on('data', (chunk) => {
          text += chunk;
          if (/^(data: |\{)/m.test(text)) resolve(stream);
        });
        response.on('end', () => resolve(stream));
      },
    );
    sending.on('error', reject);
    sending.end(JSON.stringify({ query, variables }));
  });
}
