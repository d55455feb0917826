import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const composeFile = z.object({
  services: z.object({ 'node-1': z.object({ environment: z.record(z.string(), z.coerce.string()) }) }).loose(),
  configs: z.object({ nginx: z.object({ content: z.string() }) }),
});

const file = composeFile.parse(parse(readFileSync('compose.yaml', 'utf8'), { merge: true }));

/** What compose.yaml gives a node, with these settings in the environment of whoever calls `docker compose`. */
export function nodeEnvironment(settings: Record<string, string>): Record<string, string> {
  const { environment } = file.services['node-1'];
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value, settings)]));
}

/** The configuration of its proxy, as nginx reads it. */
export const proxyConfiguration = (): string => filledIn(file.configs.nginx.content, {});

/** As compose does it: `${NAME:?what it is}` has to be set, `${NAME:-}` need not be, `$$` is a dollar. */
function filledIn(text: string, settings: Record<string, string>): string {
  return text.replace(/\$\$|\$\{(\w+)(:[?-][^}]*)?\}/g, (whole, name?: string, otherwise = ':?') => {
    if (name === undefined) return '$';
    const value = settings[name];
    if (value === undefined && otherwise.startsWith(':?')) throw new Error(`compose.yaml wants ${name}: ${whole}`);
    return value ?? '';
  });
}
