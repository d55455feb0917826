import { expect, it } from 'vitest';
import { checkVariables } from '../../src/server/variables.js';

const deep = (levels: number): object => (levels === 1 ? { a: 1 } : { a: deep(levels - 1) });
const lists = (levels: number): unknown => (levels === 0 ? 1 : [lists(levels - 1)]);

it.each<[what: string, right: unknown, wrong: unknown, words: RegExp]>([
  ['levels', deep(20), deep(21), /20 levels deep/],
  ['levels of lists', { a: lists(19) }, { a: lists(20) }, /20 levels deep/],
  ['values', { a: Array(4_999).fill(1) }, { a: Array(5_000).fill(1) }, /hold 5000 values/],
  ['a form', null, [], /must be an object/],
  ['a form that is no text', undefined, 'text', /must be an object/],
  ['keys', { constructor: 1 }, JSON.parse('{"a":{"__proto__":1}}'), /a key that is not allowed/],
  ['keys that are text', { a: 1 }, { 'a\0': 1 }, /a key that is not allowed/],
  ['text', { a: '😀' }, { a: ['\ud83d'] }, /./],
])('threat 4: variables have %s', (_what, right, wrong, words) => {
  expect(() => checkVariables(right)).not.toThrow();
  expect(() => checkVariables(wrong)).toThrow(words);
});
