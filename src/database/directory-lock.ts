import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, open, realpath, rename, rm, stat } from 'node:fs/promises';
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
  const path = await realpath(directory);
  const name = createHash('sha256').update(path).digest('hex').slice(0, 24);
  // The name of a pipe is gone with its process.
  const pipe = process.platform === 'win32';
  const address = pipe ? `\\\\.\\pipe\\frontdesk-${name}` : socketAddress(path, `frontdesk-${name}.sock`);
  const server = pipe ? await listen(address) : await holdSocket(address);
  if (server === undefined) throw new DirectoryLocked(directory);
  server.unref();
  return async () => {
    // While we answer, the name is ours: afterwards it may be that of the next one.
    if (!pipe) await rm(address, { force: true });
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

function socketAddress(path: string, name: string): string {
  const inside = join(path, 'lock.sock');
  // The path of a socket holds 107 bytes at most (103 on macOS), and a few are added below.
  return Buffer.byteLength(inside) <= 95 ? inside : join(tmpdir(), name);
}

/**
 * A socket listens under a name of its own before it gets that of the lock, and the lock is never named twice: whoever
 * finds it finds somebody who answers, or one who died.
 */
async function holdSocket(address: string): Promise<Server | undefined> {
  const own = `${address}.${randomBytes(3).toString('hex')}`;
  const server = await listen(own);
  if (server === undefined) return undefined;
  try {
    if ((await nameIt(own, address)) || (await takeOver(own, address))) return server;
  } finally {
    await rm(own, { force: true });
  }
  server.close();
  return undefined;
}

async function nameIt(own: string, address: string): Promise<boolean> {
  try {
    await link(own, address);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The socket file of a process that was killed is still there, though nobody listens: one at a time removes it. */
async function takeOver(own: string, address: string): Promise<boolean> {
  if (await isAlive(address)) return false;
  const turn = `${address}.turn`;
  const mine = await open(turn, 'wx').catch(() => undefined);
  if (mine === undefined) {
    await forgetTurn(turn);
    return false;
  }
  try {
    if (await isAlive(address)) return false;
    await rm(address, { force: true });
    return await nameIt(own, address);
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
