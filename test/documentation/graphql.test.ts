import { getNamedType, isInputObjectType, isInterfaceType, isObjectType, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/schema/index.js';
import { pages, snippetsOf, textOf } from './snippets.js';

const documents = pages
  .flatMap(snippetsOf)
  .filter(({ language }) => language === 'graphql')
  .map(({ page, heading, number, code }) => [`${page} › ${heading} ${number}`, code] as const);

it.each(documents)('%s is valid', (_name, code) => {
  expect(validate(schema, parse(code))).toEqual([]);
});

/** Operations within a sentence: `sendMessage(input: { …, attachmentIds })`, `messages(last: 50, before: startCursor)`. */
const called = pages.flatMap((page) =>
  [...textOf(page).matchAll(/`([a-z]\w+)\(([^`]*:[^`]*)\)`/g)]
    .map(([, name = '', given = '']) => [page, name, given] as const)
    // Of Socket.IO.
    .filter(([, name]) => name !== 'io'),
);

const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
);

const namesIn = (list: string) => list.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);

it.each(called)('%s calls %s(%s) as the schema has it', (_page, name, given) => {
  const args = fields.filter((field) => field.name === name).flatMap((field) => field.args);
  const known = args.map((argument) => argument.name);
  expect(known).toEqual(expect.arrayContaining(namesIn(given.replace(/\{.*\}/, ''))));
  const input = getNamedType(args.find((argument) => argument.name === 'input')?.type);
  const wanted = namesIn(/^input: \{(.*)\}$/.exec(given)?.[1] ?? '');
  expect(isInputObjectType(input) ? Object.keys(input.getFields()) : []).toEqual(expect.arrayContaining(wanted));
});
