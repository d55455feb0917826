import { readdir, readFile } from 'node:fs/promises';
import { isInterfaceType, isObjectType } from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { asUserError, faults, Refusal, type RefusalCode, refusals } from '../../src/errors.js';
import { schema } from '../../src/schema/index.js';

const root = new URL('../../', import.meta.url);
let source: string;
let tests: string;
beforeAll(async () => {
  source = await textOf('src', /^(?!errors\.ts$).*\.ts$/);
  tests = await textOf('test', /^(?!schema\/errors\.test\.ts$).*\.ts$/);
});

async function textOf(folder: string, wanted: RegExp): Promise<string> {
  const names = await readdir(new URL(folder, root), { recursive: true });
  const files = names.filter((name) => wanted.test(name) && !/generated|node_modules/.test(name));
  return (await Promise.all(files.map((name) => readFile(new URL(`${folder}/${name}`, root), 'utf8')))).join('\n');
}

const codes = [...Object.keys(refusals), ...Object.keys(faults)];

it.each(codes)('%s is given by the server and provoked by a test', (code) => {
  expect(source.includes(`'${code}'`)).toBe(true);
  expect(new RegExp(`\\b${code}\\b`).test(tests)).toBe(true);
});

it.each(Object.keys(refusals) as RefusalCode[])('%s reaches the client as a type of the schema', (code) => {
  const { type, message } = asUserError(new Refusal(code));
  const found = schema.getType(type);
  const userError = schema.getType('UserError');
  if (!isObjectType(found) || !isInterfaceType(userError)) throw new Error(`${type} is not in the schema.`);
  expect(found.getInterfaces()).toContain(userError);
  expect(message).toMatch(/^[A-Z].*\.$/);
});
