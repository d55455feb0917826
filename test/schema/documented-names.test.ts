import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';

const types = Object.values(buildSchema(readFileSync('schema.graphql', 'utf8')).getTypeMap());
const known = new Set(
  types.flatMap((type) => [
    type.name,
    ...(isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : []),
  ]),
);

it('names no operation and no event, to those who come from Socket.IO, that there is not', () => {
  const lines = readFileSync('docs/from-socket-io.md', 'utf8').split('\n');
  const ours = lines.map((line) => line.split('|')[2] ?? '');
  const names = ours.flatMap((text) =>
    [...text.matchAll(/`([A-Za-z]+)(?=[` {]|\((?!\{|\)))/g)].map(([, name = '']) => name),
  );
  const others = ['PUT'];
  expect(names.length).toBeGreaterThan(70);
  expect(names.filter((name) => !known.has(name) && !others.includes(name))).toEqual([]);
});
