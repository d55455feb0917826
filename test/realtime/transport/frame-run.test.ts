import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LoggedEvent } from '../../../src/realtime/item.js';
import { frameOf, operationHead, shareResult } from '../../../src/realtime/transport/frame.js';
import { LastRun } from '../../../src/realtime/transport/frame-run.js';

/** A stream of so many events, of which some are not for everybody. */
function aStream(length: number, apart: ReadonlySet<number>) {
  const results = new Map<string, { shared: ReturnType<typeof shareResult> }>();
  const items = Array.from({ length }, (_, index) => {
    const seq = index + 1;
    const event = {
      stream: 's',
      seq,
      id: `event ${seq}`,
      type: 'Happened',
      actor: 'system',
      payload: {},
      at: new Date(),
    };
    results.set(event.id, { shared: shareResult(JSON.stringify({ data: { seq } }), 0) });
    return new LoggedEvent(event, String);
  });
  return {
    item: (seq: number) => (apart.has(seq) ? undefined : items[seq - 1]),
    made: ({ event }: { event: { id: string } }) => results.get(event.id),
    frame: (seq: number, id: string, deflates: boolean) =>
      frameOf(operationHead(id), results.get(`event ${seq}`)?.shared ?? shareResult(''), deflates),
  };
}

it('F1: a run holds just the frames that each reader would get one after the other, whoever asked before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
      fc.array(
        fc.record({
          from: fc.nat(39),
          to: fc.nat(40),
          id: fc.constantFrom('1', '2', 'a name'),
          deflates: fc.boolean(),
        }),
        { maxLength: 30 },
      ),
      (length, apart, asks) => {
        const stream = aStream(length, new Set(apart));
        const last = new LastRun();
        const heads = new Map(['1', '2', 'a name'].map((id) => [id, operationHead(id)]));
        for (const { from, to, id, deflates } of asks) {
          const head = heads.get(id);
          if (from >= to || to > length || head === undefined) continue;
          const run = last.of({ epoch: 1, from, to }, head, deflates, stream);
          const wanted = Array.from({ length: to - from }, (_, index) => from + 1 + index);
          if (wanted.some((seq) => apart.includes(seq)) || to - from > 32) expect(run).toBeUndefined();
          else
            expect(run).toMatchObject({
              to,
              count: to - from,
              frames: wanted.map((seq) => stream.frame(seq, id, deflates)).join(''),
            });
        }
      },
    ),
  );
});

it('F10: a run of another time of the stream is another run', () => {
  const last = new LastRun();
  const head = operationHead('1');
  const before = last.of({ epoch: 1, from: 0, to: 1 }, head, false, aStream(1, new Set()));
  const restored = aStream(2, new Set());
  const after = last.of({ epoch: 2, from: 0, to: 1 }, head, false, {
    ...restored,
    item: () => restored.item(2),
  });
  expect(after?.frames).not.toBe(before?.frames);
});
