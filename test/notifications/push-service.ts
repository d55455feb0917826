import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';

interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushService extends AsyncDisposable {
  readonly url: string;
  readonly pushed: Pushed[];
  /** The status of the next answers; 201 after them. */
  readonly answers: number[];
}

/** Where push endpoints are: it takes what it cannot read. */
export async function startPushService(): Promise<PushService> {
  const pushed: Pushed[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const status = answers.shift() ?? 201;
    if (status === 201) pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
    // Whoever follows this comes back to the same server.
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pushed,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** A browser that has subscribed: it alone can read what is pushed to it. */
export function aBrowser(endpoint: string) {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const secret = randomBytes(16);
  return {
    subscription: {
      endpoint,
      p256dh: keys.getPublicKey('base64url'),
      auth: secret.toString('base64url'),
    },
    read: (body: Buffer): Record<string, unknown> =>
      JSON.parse(
        ece
          .decrypt(body, { version: 'aes128gcm', privateKey: keys, authSecret: secret.toString('base64url') })
          .toString(),
      ),
  };
}
