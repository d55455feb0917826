import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTalk } from '../messaging/people.js';
import { type RunningApp, startApp } from '../support/app.js';
import { uploadsDirectory } from '../support/uploads-directory.js';
import { photo } from './files.js';
import { begun } from './uploading.js';

let running: RunningApp;
let directory: Awaited<ReturnType<typeof uploadsDirectory>>;
beforeAll(async () => {
  directory = await uploadsDirectory();
  running = await startApp({
    STORAGE_URL: directory.storageUrl,
    LIMIT_USER_COST: '1000000',
    LIMIT_REQUEST_MS: '1000',
    LIMIT_UPLOAD_MS: '4000',
  });
});
afterAll(async () => {
  await running.close();
  await directory.remove();
});

/** Sends all but the last byte. `answer` is the status, or nothing when the connection was cut without one. */
function almost(path: string, method: string, contents: Buffer, headers: Record<string, string> = {}) {
  const sent = request(`${running.url}${path}`, { method, headers: { 'content-length': contents.length, ...headers } });
  const answer = new Promise<number | undefined>((resolve) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', () => resolve(undefined));
  });
  sent.write(contents.subarray(0, -1));
  return { answer, finish: () => void sent.end(contents.subarray(-1)) };
}

it('M11: a slow phone has more time for a file than a request has, and not for ever', async () => {
  const { guest, id } = await aTalk(running);
  const contents = await photo();
  const [slow, endless] = await Promise.all([
    begun(running, guest, id, contents.length),
    begun(running, guest, id, contents.length),
  ]);
  const uploads = [slow, endless].map(({ upload }) => almost(upload.url, 'PUT', contents));
  const query = almost('/graphql', 'POST', Buffer.from('{"query":"{ __typename }"}'), {
    'content-type': 'application/json',
  });
  expect(await query.answer).toBe(408);
  uploads[0]?.finish();
  expect(await uploads[0]?.answer).toBe(201);
  expect(await uploads[1]?.answer).toBe(408);
});
