import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  resolved?: string;
  integrity?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
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

it('attack 28: no package that is shipped runs a script at its installation, and the others are not let', () => {
  const scripted = packages.filter(([, locked]) => locked.hasInstallScript === true);
  expect(scripted.filter(([, { dev, optional }]) => dev !== true && optional !== true).map(([path]) => path)).toEqual(
    [],
  );
  const allowed = scripted
    .map(([path]) => nameOf(path))
    .filter((name) => name !== 'fsevents' && manifest.allowScripts[name] !== false);
  expect(allowed).toEqual([]);
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
