import { createHash, randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class DirectoryLocked extends Error {
  override readonly name = 'DirectoryLocked';
  constructor(readonly directory: string) {
    super(`Another Frontdesk is running on ${directory}.`);
  }
}

/**
 * Holds a directory for this process. The lock is a listening socket: the operating system gives it up when the
 * process dies, however it dies, and no process id can be mistaken for another's. Answers how to let go.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const address = await socketAddress(directory);
  const server = (await listen(address)) ?? (await takeOver(address));
  if (server === undefined) throw new DirectoryLocked(directory);
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function socketAddress(directory: string): Promise<string> {
  const path = await realpath(directory);
  const name = createHash('sha256').update(path).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\frontdesk-${name}`;
  const inside = join(path, 'lock.sock');
  // The path of a socket holds 107 bytes at most (104 on macOS).
  return Buffer.byteLength(inside) <= 100 ? inside : join(tmpdir(), `frontdesk-${name}.sock`);
}

/** The socket file of a process that was killed is still there, though nobody listens: one at a time removes it. */
async function takeOver(address: string): Promise<Server | undefined> {
  if (await isAlive(address)) return undefined;
  const turn = `${address}.turn`;
  const mine = await open(turn, 'wx').catch(() => undefined);
  if (mine === undefined) {
    await forgetTurn(turn);
    return undefined;
  }
  try {
    if (await isAlive(address)) return undefined;
    await rm(address, { force: true });
    return await listen(address);
  } finally {
    await mine.close();
    await rm(turn, { force: true });
  }
}

/**
 * Somebody else is taking over at this moment: that is their directory then. A turn that is old was left by one who died
 * in it; it is put out of the way, by name, so that of two who see it one succeeds, and the next start has its turn.
 */
async function forgetTurn(turn: string): Promise<void> {
  const age = Date.now() - ((await stat(turn).catch(() => undefined))?.mtimeMs ?? Date.now());
  if (age < 5_000) return;
  const aside = `${turn}.${randomUUID()}`;
  await rename(turn, aside).then(
    () => rm(aside, { force: true }),
    () => {},
  );
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const answer = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => answer(true));
    // Anything but these is no proof that nobody is there.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      answer(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
