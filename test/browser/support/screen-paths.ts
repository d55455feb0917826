import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../../../web/src/routes/', import.meta.url);
const declared =
  /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: '([^']+)'[\s\S]*?import\('\.\.\/([^']+)\.js'\), '(\w+)'\)/g;

/** What a route shows, or stands around those below it. */
export interface Screen {
  /** As its route has it: `/properties/$slug/bookings`. */
  readonly path: string;
  /** Below `web/src`. */
  readonly module: string;
  readonly component: string;
}

/** The paths of all screens of the console. */
export async function screenPaths(): Promise<string[]> {
  return [...new Set((await screens()).map(({ path }) => path))].sort();
}

/** What its routes show, each with its module. */
export async function screens(): Promise<Screen[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const routes = texts.flatMap((text) =>
    [...text.matchAll(declared)].map(([, name = '', parent = '', path = '', module = '', component = '']) => ({
      name,
      parent,
      path,
      module,
      component,
    })),
  );
  const whole = ({ parent, path }: { parent: string; path: string }): string => {
    const above = routes.find(({ name }) => name === parent);
    return `${above === undefined ? '' : whole(above)}${path}`;
  };
  return routes.map((route) => ({
    path: whole(route).replace(/(?<=.)\/$/, ''),
    module: route.module,
    component: route.component,
  }));
}

/** Whether an address of the console shows the screen of that path. */
export function shows(address: string, path: string): boolean {
  const { pathname } = new URL(address);
  const own = pathname.replace(/^\/console/, '').replace(/(?<=.)\/$/, '') || '/';
  const [asked, wanted] = [own.split('/'), path.split('/')];
  return asked.length === wanted.length && wanted.every((part, index) => part.startsWith('$') || part === asked[index]);
}
