import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { build } from 'vite';

const root = new URL('../../..', import.meta.url).pathname;

/** A program for browsers as one script, with `frontdesk/client` and `frontdesk/react` from their sources. */
export async function bundled(program: string): Promise<string> {
  const entry = `${root}bundled-program.tsx`;
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    // As developers run it: React mounts everything twice then, and says what it does not like.
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: {
      alias: {
        'frontdesk/client': `${root}src/client/index.ts`,
        'frontdesk/react': `${root}src/client/react/index.ts`,
      },
    },
    plugins: [
      {
        name: 'the-program',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? program : undefined),
      },
    ],
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'program' } },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunks = bundle !== undefined && 'output' in bundle ? bundle.output : [];
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

export const bundledFile = async (file: string): Promise<string> => bundled(await readFile(`${root}${file}`, 'utf8'));

/** Opens a page of the server’s own origin that holds nothing but this. `about`: what it reads from its address. */
export async function openProgram(page: Page, script: string, about: object, body = '<body></body>'): Promise<void> {
  await page.route('**/program', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html>${body}<script type="module" src="/program.js"></script>`,
    }),
  );
  await page.route('**/program.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(`/program#${encodeURIComponent(JSON.stringify(about))}`);
}
