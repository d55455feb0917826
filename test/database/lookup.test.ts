import { expect, it } from 'vitest';
import { type Asked, lookup } from '../../src/database/lookup.js';
import { eventually } from '../support/eventually.js';

/** A database whose statements end when the test says so. */
function heldDatabase() {
  const statements: Array<{ ids: string[]; end: (rows: object[]) => void; fail: (error: Error) => void }> = [];
  const prepared = (_text: string, [ids]: readonly unknown[]) =>
    new Promise<object[]>((end, fail) => statements.push({ ids: ids as string[], end, fail }));
  return { database: { prepared } as Asked, statements };
}

const find = lookup<string, { id: string }>(async (database, ids) => {
  const rows = await database.prepared<{ id: string }>('', [ids]);
  return ids.map((id) => rows.find((row) => row.id === id));
});
const rowsOf = (ids: string[]) => ids.filter((id) => id !== 'nothing').map((id) => ({ id }));

it('M4: who comes alone asks at once; those who come meanwhile share a statement, each with its own answer', async () => {
  const { database, statements } = heldDatabase();
  const asked = ['a', 'b', 'c', 'nothing', 'd', 'c'].map((id) => find(database, id));
  expect(statements.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  statements[0]?.end(rowsOf(['a']));
  await eventually(() => expect(statements).toHaveLength(3));
  expect(statements[2]?.ids).toEqual(['c', 'nothing', 'd', 'c']);
  statements[2]?.end(rowsOf(['d', 'c']));
  statements[1]?.end(rowsOf(['b']));
  expect((await Promise.all(asked)).map((row) => row?.id)).toEqual(['a', 'b', 'c', undefined, 'd', 'c']);
});

it('M4: one that fails takes no other with it, and databases do not share', async () => {
  const [one, other] = [heldDatabase(), heldDatabase()];
  const asked = ['a', 'b', 'bad', 'd'].map((id) => find(one.database, id).catch((error: Error) => error.message));
  const elsewhere = find(other.database, 'x');
  other.statements[0]?.end(rowsOf(['x']));
  expect(await elsewhere).toEqual({ id: 'x' });
  const settle = (index: number) => {
    const statement = one.statements[index];
    if (statement?.ids.includes('bad')) statement.fail(new Error('refused'));
    else statement?.end(rowsOf(statement.ids));
  };
  for (let index = 0; index < 5; index++) {
    await eventually(() => expect(one.statements.length).toBeGreaterThan(index));
    settle(index);
  }
  expect(await Promise.all(asked)).toEqual([{ id: 'a' }, { id: 'b' }, 'refused', { id: 'd' }]);
});
