import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/postgresql-server.js';
import { proxyConfiguration } from './compose.js';

/** nginx as compose.yaml sets it up, in front of nodes on these ports of this machine. */
export async function startProxy(ports: readonly [number, number]): Promise<AsyncDisposable & { url: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'frontdesk-proxy-'));
  const port = await freePort();
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${directory};`);
  const configuration = proxyConfiguration()
    .replace('http {', `http { access_log off; ${places.join(' ')}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('node-1:4000', `127.0.0.1:${ports[0]}`)
    .replace('node-2:4000', `127.0.0.1:${ports[1]}`);
  const file = join(directory, 'nginx.conf');
  await writeFile(file, configuration);
  const log = join(directory, 'error.log');
  const nginx = spawn('nginx', ['-c', file, '-e', log, '-g', `daemon off; pid ${directory}/pid;`], {
    stdio: 'inherit',
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/healthz`)).ok || Promise.reject(new Error('not yet')));
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
