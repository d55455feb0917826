import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { guards } from '../attacks/guards/all.js';
import { type Guard, removalsOf } from '../attacks/guards/guard.js';

const nameOf = ({ attack, what }: Guard) => `attack ${attack}: ${what}`;

/** Taking all of them away takes hours. That they stand where they are looked for may change with each commit. */
it('each guard stands once where the list of guards says', () => {
  const misplaced = guards.flatMap((guard) =>
    removalsOf(guard)
      .filter(({ file, from }) => readFileSync(file, 'utf8').split(from).length !== 2)
      .map(({ file, from }) => `${nameOf(guard)}: in ${file}, once: ${from}`),
  );
  expect(misplaced).toEqual([]);
});

it('each guard names a test that there is', () => {
  const files = new Map(
    readdirSync('test/attacks')
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => [name.replace('.test.ts', ''), testsOf(readFileSync(`test/attacks/${name}`, 'utf8'))]),
  );
  const unknown = guards.filter(({ red: [file, test] }) => files.get(file)?.(test) !== true);
  expect(unknown.map((guard) => `${nameOf(guard)}: ${guard.red.join(': ')}`)).toEqual([]);
});

it('tells a test that there is from one that there is not', () => {
  const hasTest = testsOf("it.each([['two hosts', 400]])('attack 9: %s is refused, as $role')");
  expect(hasTest('attack 9: two hosts is refused, as staff')).toBe(true);
  expect(hasTest('attack 9: two hosts')).toBe(true);
  expect(hasTest('is refused, as')).toBe(true);
  expect(hasTest('attack 9: two hosts is let in, as staff')).toBe(false);
  expect(hasTest('attack 9: three hosts')).toBe(false);
  expect(hasTest('attack 8: two hosts is refused')).toBe(false);
});

/** For what vitest puts in there: no word, or any number of them. */
const anything = Symbol('anything');
type Title = ReadonlyArray<string | typeof anything>;

/** Tells of a text whether that file has a test with it in its name. */
function testsOf(source: string): (test: string) => boolean {
  const [titles, all] = [titlesIn(source), ` ${wordsOf(source).join(' ')} `];
  // Of a name that ends where something was put in, that has to be a thing of the file; behind it, the name itself goes on.
  const stands = (taken: readonly string[]) => all.includes(` ${taken.join(' ')} `);
  return (test) => {
    const words = wordsOf(test);
    return titles.some((title) =>
      title.some((word, index) => word !== anything && goesOn(words, title.slice(index), stands)),
    );
  };
}

/** The names of the tests of a file, as words. */
function titlesIn(source: string): Title[] {
  return [...source.matchAll(/'(attack [^'\n]*)'|`(attack [^`]*)`/g)].map(([, plain, template]) =>
    (plain ?? template ?? '')
      .split(/\$\{[^}]*\}|\$\w+|%[sdijfo%]/)
      .flatMap((constant, index) => [...(index === 0 ? [] : ([anything] as const)), ...wordsOf(constant)]),
  );
}

function goesOn(
  [word, ...others]: readonly string[],
  title: Title,
  stands: (taken: readonly string[]) => boolean,
  taken: readonly string[] = [],
): boolean {
  const [first, ...rest] = title;
  if (word === undefined) return taken.length === 0 || rest.every((one) => one === anything) || stands(taken);
  if (first !== anything) return first === word && goesOn(others, rest, stands);
  return goesOn([word, ...others], rest, stands) || goesOn(others, title, stands, [...taken, word]);
}

const wordsOf = (text: string): string[] => text.split(/\W+/).filter(Boolean);
