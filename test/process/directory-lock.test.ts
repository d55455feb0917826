import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/program.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Takes the lock when it is told to, says whether it has it, and keeps it until it dies. */
const script = (lock: string) => `
  import { DirectoryLocked, lockDirectory } from ${JSON.stringify(lock)};
  console.log('ready');
  process.stdin.once('data', async () => {
    const take = () => lockDirectory(process.argv[1]).catch((error) => (error instanceof DirectoryLocked ? null : error));
    const release = await take();
    console.log(release === null ? 'refused' : typeof release === 'function' ? 'has it' : String(release));
    if (release === null) process.exit();
    process.stdin.once('data', async () => {
      await release();
      console.log((await take()) === null ? 'refused' : 'has it again');
    });
  });`;

async function candidate(directory: string) {
  const lock = join(process.cwd(), 'dist/database/directory-lock.js');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script(lock), directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const hear = async () => String((await once(child.stdout, 'data'))[0]).trim();
  expect(await hear()).toBe('ready');
  return {
    child,
    /** The second time it lets go first. */
    take: () => {
      const said = hear();
      child.stdin.write('go\n');
      return said;
    },
  };
}

it('lets one of ten processes that start at once have a directory, also after the one that had it was killed', async () => {
  await using directory = await temporaryDirectory();
  for (let round = 0; round < 3; round++) {
    const all = await Promise.all(Array.from({ length: 10 }, () => candidate(directory.path)));
    const said = await Promise.all(all.map(({ take }) => take()));
    expect(said.toSorted()).toEqual(['has it', ...Array.from({ length: 9 }, () => 'refused')]);
    const winner = all[said.indexOf('has it')];
    expect(await winner?.take()).toBe('has it again');
    // Killed, it leaves the file of its socket behind.
    const died = winner && once(winner.child, 'exit');
    winner?.child.kill('SIGKILL');
    await died;
  }
});
