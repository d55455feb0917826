import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server extends AsyncDisposable {
  /** A STORAGE_URL that leads here. */
  readonly storageUrl: string;
  readonly objects: ReadonlyMap<string, { bytes: Buffer; contentType: string | undefined }>;
  /** Every request from here on is answered by 503, or as it should be. */
  fail(failing: boolean): void;
}

const accessKey = 'AKIATEST';

/** The part of S3 that a storage of files needs, over real HTTP: signed requests for the objects of one bucket. */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, { bytes: Buffer; contentType: string | undefined }>();
  let failing = false;
  const server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
    if (failing) return refuse(503, 'SlowDown');
    const signed = new RegExp(
      `^AWS4-HMAC-SHA256 Credential=${accessKey}/\\d{8}/eu-west-1/s3/aws4_request, .*Signature=[0-9a-f]{64}$`,
    );
    if (!signed.test(request.headers.authorization ?? '')) return refuse(403, 'AccessDenied');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const key = /^\/files\/(.+)$/.exec(decodeURIComponent(pathname))?.[1];
    if (key === undefined) return refuse(404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      const source = request.headers['x-amz-copy-source'];
      const copied =
        source === undefined ? undefined : objects.get(decodeURIComponent(String(source)).replace(/^\/?files\//, ''));
      if (source !== undefined && copied === undefined) return refuse(404, 'NoSuchKey');
      objects.set(key, copied ?? { bytes, contentType: request.headers['content-type'] });
      return response.end(copied === undefined ? '' : '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>');
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    const found = objects.get(key);
    if (found === undefined) return refuse(404, 'NoSuchKey');
    response.writeHead(200, { 'content-length': found.bytes.length, 'content-type': found.contentType ?? '' });
    return response.end(request.method === 'HEAD' ? undefined : found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  return {
    storageUrl: `s3://${accessKey}:se%2Fcret@files?region=eu-west-1&endpoint=${endpoint}`,
    objects,
    fail(now) {
      failing = now;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
