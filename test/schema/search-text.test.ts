import { expect, it } from 'vitest';
import { literally, searchText } from '../../src/schema/search-text.js';

it('a search is text that a database can hold, wherever it is cut', () => {
  expect(searchText(undefined)).toBeUndefined();
  expect(searchText('  a\0b\ud800c ')).toBe('abc');
  const long = searchText(`${'a'.repeat(99)}🛎️🛎️`) ?? '';
  expect([...long]).toHaveLength(100);
  expect(long.isWellFormed()).toBe(true);
});

it('what is special to LIKE stands for itself', () => {
  expect(literally('50%_\\')).toBe('50\\%\\_\\\\');
});
