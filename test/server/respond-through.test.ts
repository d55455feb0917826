import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServerAdapter } from '@whatwg-node/server';
import { expect, it } from 'vitest';
import { respondThrough } from '../../src/server/respond-through.js';

it('threat 26: what a page throws reaches who called it, and no client', async () => {
  const page = createServerAdapter(() => {
    throw new Error('the inside of the house');
  });
  await using server = createServer((request, response) => {
    respondThrough(page, request, response, {}).catch((error: Error) => {
      expect(error.message).toBe('the inside of the house');
      response.writeHead(500).end('masked');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect([answer.status, await answer.text()]).toEqual([500, 'masked']);
});
