import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  version?: string;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

it('attack 28: no package runs a script at its installation, whichever npm installs it', () => {
  // npm 10 asks nobody but this file, later ones look at `allowScripts` too.
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const scripted = packages.filter(([, locked]) => locked.hasInstallScript === true).map(([path]) => nameOf(path));
  expect(scripted).toContain('esbuild');
  expect(scripted.filter((name) => name !== 'fsevents' && manifest.allowScripts[name] !== false)).toEqual([]);
});

it('attack 28: each package is the one that was looked at: exact versions, with the hash of their content', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
  expect(
    packages.filter(([, { link, integrity }]) => link !== true && integrity === undefined).map(([path]) => path),
  ).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});
