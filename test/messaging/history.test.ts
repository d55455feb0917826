import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { statementsOf } from '../support/count-queries.js';
import { historyOf, sent, sequences } from './messages.js';
import { aTalk } from './people.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ LIMIT_USER_COST: '1000000', LIMIT_SENDS_PER_SECOND: '100000' });
});
afterAll(() => running.close());

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** So many messages, written past the API. Answers the global id of any of them. */
async function aLongTalk(count: number) {
  const talk = await aTalk(running);
  // No statement of all of them: one may take no longer than those of people.
  for (let from = 1; from <= count; from += 10_000)
    await running.app.database.query(
      `INSERT INTO message (id, conversation_id, sequence, sender_id, sender_kind, body, client_message_id)
       SELECT gen_random_uuid(), $1::uuid, n, $2::uuid, 'GUEST', 'Message ' || n, 'c' || n
       FROM generate_series($3::int, $4::int) n`,
      [talk.rowId, talk.guest.user.id, from, Math.min(from + 9_999, count)],
    );
  await running.app.database.query('UPDATE conversation SET last_sequence = $2::int WHERE id = $1::uuid', [
    talk.rowId,
    count,
  ]);
  const idOf = async (sequence: number) => {
    const [row] = await running.app.database.query<{ id: string }>(
      'SELECT id::text AS id FROM message WHERE conversation_id = $1::uuid AND sequence = $2::int',
      [talk.rowId, sequence],
    );
    return Buffer.from(`Message:${row?.id}`).toString('base64');
  };
  return { ...talk, idOf };
}

it('M7: opens with the newest 50, and goes back and forth from there', async () => {
  const { guest, id } = await aLongTalk(120);
  const newest = await historyOf(running, guest, id);
  expect(sequences(newest)).toEqual(upTo(71, 120));
  expect(newest.messages.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  const { startCursor } = newest.messages.pageInfo;
  const before = await historyOf(running, guest, id, { last: 50, before: startCursor });
  expect(sequences(before)).toEqual(upTo(21, 70));
  expect(before.messages.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  const first = await historyOf(running, guest, id, { last: 50, before: before.messages.pageInfo.startCursor });
  expect(sequences(first)).toEqual(upTo(1, 20));
  expect(first.messages.pageInfo.hasPreviousPage).toBe(false);
  const forth = await historyOf(running, guest, id, { first: 30, after: first.messages.pageInfo.endCursor });
  expect(sequences(forth)).toEqual(upTo(21, 50));
  expect(forth.messages.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  expect(sequences(await historyOf(running, guest, id, { first: 3 }))).toEqual([1, 2, 3]);
});

it('M7: around a message, in the middle and at both ends', async () => {
  const { guest, id, idOf } = await aLongTalk(100);
  const around = async (sequence: number, first: number) =>
    sequences(await historyOf(running, guest, id, { around: await idOf(sequence), first }));
  expect(await around(50, 11)).toEqual(upTo(45, 55));
  expect(await around(2, 11)).toEqual(upTo(1, 11));
  expect(await around(99, 11)).toEqual(upTo(90, 100));
  const elsewhere = await aLongTalk(3);
  const foreign = elsewhere.idOf(2);
  await expect(historyOf(running, guest, id, { around: await foreign })).rejects.toThrow('NOT_FOUND');
});

it('M7: pages stay as they are while messages arrive, and the list says where its feed begins', async () => {
  const { guest, staff, id } = await aLongTalk(60);
  const newest = await historyOf(running, guest, id, { last: 20 });
  for (const body of ['New 1', 'New 2']) await sent(running, staff, id, body);
  const { startCursor, endCursor } = newest.messages.pageInfo;
  expect(sequences(await historyOf(running, guest, id, { last: 20, before: startCursor }))).toEqual(upTo(21, 40));
  expect(sequences(await historyOf(running, guest, id, { first: 20, after: endCursor }))).toEqual([61, 62]);
  const { rowId, ...talk } = await aTalk(running);
  const empty = await historyOf(running, talk.guest, talk.id);
  await sent(running, talk.guest, talk.id, 'First');
  const { cursors } = running.app.realtime;
  const stream = `conversation:${rowId}`;
  const events = await running.app.realtime.log.read(stream, cursors.open(empty.messages.asOf, stream)?.seq ?? -1, 10);
  expect(events.map(({ type }) => type)).toEqual(['MessageSent']);
});

it('M7, M9: of 100,000 messages any page is found by the index, and nothing is counted', async () => {
  // The embedded database takes half a minute to write so many.
  const count = inject('engine') === 'postgresql' ? 100_000 : 20_000;
  const { guest, id, rowId, idOf } = await aLongTalk(count);
  await running.app.database.query('ANALYZE message');
  const half = count / 2;
  const middle = await idOf(half);
  for (const page of [{ last: 50 }, { first: 50 }, { around: middle }]) {
    const statements = await statementsOf(() => historyOf(running, guest, id, page));
    const statement = statements.find((text) => /FROM "public"."message" WHERE .*"sequence" > /.test(text)) ?? '';
    const values = [`'${rowId}'`, `${half}`, '2147483647', '51', '0'];
    const explained = statement.replaceAll(/\$(\d)/g, (_text, place) => values[Number(place) - 1] ?? 'NULL');
    const plan = await running.app.database.query<Record<'QUERY PLAN', string>>(`EXPLAIN (ANALYZE) ${explained}`);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan');
    expect(text).toContain('message_conversation_id_sequence_key');
    expect(text).not.toMatch(/Seq Scan|Sort/);
    expect(Number(/rows=(\d+)(?:\.\d+)? loops/.exec(text)?.[1])).toBeLessThanOrEqual(51);
  }
  expect(sequences(await historyOf(running, guest, id, { around: middle, first: 3 }))).toEqual([
    half - 1,
    half,
    half + 1,
  ]);
  const unread = 'query ($id: ID!) { conversation(id: $id) { viewerUnreadCount } }';
  let answer: unknown;
  const statements = await statementsOf(async () => {
    answer = (await running.ask(unread, { id }, guest.token)).data;
  });
  expect(answer).toEqual({ conversation: { viewerUnreadCount: count } });
  expect(statements.filter((text) => /\bmessage\b/.test(text))).toEqual([]);
});
