import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryProgram } from '../../tools/run-program.js';

/** What pages show, as modules of ours: they can be imported, and tsc reads them by the rules of this repository. */
export interface Modules extends Disposable {
  /** Answers its path. The module may import `#src/…`. */
  add(name: string, code: string): string;
  /** What tsc has to say about all of them. */
  problems(): Promise<string>;
}

export function newModules(): Modules {
  const directory = mkdtempSync(join(import.meta.dirname, '.examples-'));
  return {
    add(name, code) {
      const path = join(directory, name);
      writeFileSync(path, code.replaceAll("'#src/", "'../../../src/"));
      return path;
    },
    async problems() {
      const settings = { extends: '../../../tsconfig.json', include: ['*.ts'], exclude: [] };
      writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(settings));
      return (await tryProgram('tsc', '-p', directory)).output;
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}
