import { readFile } from 'node:fs/promises';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { permissionsDocument } from '../../src/policy/print.js';
import { schema } from '../../src/schema/index.js';
import { printedSchema } from '../../src/schema/print.js';

const ours = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

it('describes every type, field, argument, input field and enum value', () => {
  const silent: string[] = [];
  const look = (name: string, thing: { description?: string | null | undefined }) => {
    if (!thing.description?.trim()) silent.push(name);
  };
  for (const type of ours) {
    if (!builtIn.has(type.name)) look(type.name, type);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg);
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
  }
  expect(silent).toEqual([]);
});

it('is printed in schema.graphql as it is', async () => {
  expect(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8')).toBe(printedSchema());
});

it('A3: the policy is printed in docs/permissions.md as it is', async () => {
  expect(await readFile(new URL('../../docs/permissions.md', import.meta.url), 'utf8')).toBe(permissionsDocument());
});

it('names a field whose value depends on who asks viewer…, or asks for a right', () => {
  const property = schema.getType('Property');
  if (!isObjectType(property)) throw new Error('There is no Property.');
  expect(Object.keys(property.getFields())).toContain('viewerRole');
});
