import { builtinModules } from 'node:module';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

it('C1: runs in a browser: bundles with nothing but graphql-ws', async () => {
  const foreign = new Set<string>();
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, lib: { entry: 'src/client/index.ts', formats: ['es'] } },
    plugins: [
      {
        name: 'who-is-in-it',
        moduleParsed({ id }) {
          const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
          if (name !== undefined || /^(node:|__vite-browser-external)/.test(id) || builtinModules.includes(id))
            foreign.add(name ?? id);
          else if (!id.includes('/src/client/')) foreign.add(id);
        },
      },
    ],
  });
  expect([...foreign]).toEqual(['graphql-ws']);
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunks = bundle !== undefined && 'output' in bundle ? bundle.output : [];
  const code = chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
  expect(code).not.toMatch(/\bprocess\.|\brequire\(|\bBuffer\b/);
  expect(gzipSync(code).length).toBeLessThan(12_000);
});
