import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

/** What the Dockerfile makes, as folders of this machine. */
export interface Image extends Disposable {
  /** Its last stage. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  /** Who runs it: without any right, as in the image, where this machine can give one up. */
  readonly user: { uid?: number; gid?: number };
}

interface Stage {
  readonly root: string;
  readonly env: Record<string, string>;
  workdir: string;
  command: string[];
  healthCheck: string[];
}

const nobody = 65_534;

/** Plays the Dockerfile: copies what it copies, from what .dockerignore leaves, and runs what it runs. */
export function buildImage(): Image {
  const directory = mkdtempSync(join(tmpdir(), 'frontdesk-image-'));
  chmodSync(directory, 0o755);
  const context = join(directory, 'context');
  fillContext(context);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [instruction, rest] of instructions()) {
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'last';
      stage = { root: join(directory, name), env: {}, workdir: '/', command: [], healthCheck: [] };
      mkdirSync(stage.root);
      stages.set(name, stage);
    } else if (stage !== undefined) play(stage, instruction, rest, { context, stages });
  }
  const last = stages.get('last');
  if (last === undefined) throw new Error('The Dockerfile has no last stage.');
  const root = process.getuid?.() === 0;
  if (root) chownSync(join(last.root, 'data'), nobody, nobody);
  return {
    ...last,
    user: root ? { uid: nobody, gid: nobody } : {},
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The files of the repository that .dockerignore lets through. */
function fillContext(context: string): void {
  const lines = readFileSync('.dockerignore', 'utf8').split('\n');
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const files = execFileSync('git', ['ls-files', '-z', '--', ...kept], { encoding: 'utf8' }).split('\0');
  for (const file of files.filter((name) => name !== '')) {
    mkdirSync(dirname(join(context, file)), { recursive: true });
    cpSync(file, join(context, file));
  }
}

function instructions(): Array<[string, string]> {
  const text = readFileSync('Dockerfile', 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): [string, string] => {
      const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return [instruction, rest];
    });
}

function play(
  stage: Stage,
  instruction: string,
  rest: string,
  from: { context: string; stages: ReadonlyMap<string, Stage> },
): void {
  const within = (path: string) => join(stage.root, posix.resolve(stage.workdir, path));
  switch (instruction) {
    case 'WORKDIR':
      stage.workdir = rest;
      mkdirSync(within('.'), { recursive: true });
      return;
    case 'ENV':
      for (const pair of rest.split(' ')) stage.env[pair.split('=')[0] ?? ''] = pair.split('=')[1] ?? '';
      return;
    case 'COPY': {
      const parts = rest.split(' ');
      const other = parts[0]?.startsWith('--from=') ? from.stages.get(parts.shift()?.slice(7) ?? '') : undefined;
      const target = parts.pop() ?? '.';
      for (const source of parts) {
        const path = join(other?.root ?? from.context, source);
        // Links instead of copies, of packages too: they are a gigabyte.
        const into = target === './' && source !== '.' ? within(posix.basename(source)) : within(target);
        execFileSync('cp', ['-aTl', path, into]);
      }
      return;
    }
    case 'RUN':
      run(rest, stage, within('.'));
      return;
    case 'HEALTHCHECK':
      stage.healthCheck = JSON.parse(/CMD (\[.*\])$/.exec(rest)?.[1] ?? '[]');
      return;
    case 'CMD':
      stage.command = JSON.parse(rest);
      return;
    case 'USER':
      if (rest === 'root') throw new Error('It must not run as root.');
  }
}

function run(command: string, { root }: Stage, cwd: string): void {
  // The same lock file was installed here; this is a minute of CI.
  if (command === 'npm ci') {
    execFileSync('cp', ['-al', 'node_modules', join(cwd, 'node_modules')]);
    // npm writes into this one, and it must not be ours.
    cpSync('node_modules/.package-lock.json', join(cwd, 'package-lock.copy'));
    execFileSync('mv', [join(cwd, 'package-lock.copy'), join(cwd, 'node_modules/.package-lock.json')]);
    return;
  }
  const made = /^mkdir \/(\w+) /.exec(command)?.[1];
  if (made !== undefined) mkdirSync(join(root, made));
  else execFileSync('sh', ['-c', command], { cwd, stdio: 'pipe' });
}
