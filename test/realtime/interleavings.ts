import * as fc from 'fast-check';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { Broker, Poke } from '../../src/realtime/broker.js';
import { createCursors } from '../../src/realtime/cursor.js';
import { defineEvent, mayChangeRightsOf } from '../../src/realtime/event.js';
import { Feed } from '../../src/realtime/feed.js';
import { createHubs } from '../../src/realtime/hubs.js';
import type { EventItem, FeedItem, RevokedReason } from '../../src/realtime/item.js';
import { beginning, type EventLog, type Head, type StoredEvent } from '../../src/realtime/log.js';

/**
 * Hubs and feeds against a log, a broker and a clock that do whatever they may do: answers that come late, out of order, or
 * not at all; pokes that are lost, doubled, reordered or without a body; retention, a restored database, rights that end.
 */

const stream = 'test:stream';
const readers = 3;
const cursors = createCursors('a secret of thirty-two characters');

// It ends the right of the reader that it names.
defineEvent({
  type: 'TestRightEnded',
  description: 'For this test.',
  payload: z.object({ who: z.string() }),
  changesRightsOf: ({ who }) => [who],
});
const types = ['TestSeen', 'TestUnseen', 'TestRightEnded'] as const;

const reader = fc.nat(readers - 1);
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 4 }),
      type: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('appendMany' as const), count: fc.constantFrom(120, 300, 900) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('endRight' as const), reader }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('endRightElsewhere' as const), reader }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('poke' as const),
      which: fc.nat(20),
      keep: fc.boolean(),
      body: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(20),
      how: fc.constantFrom('now' as const, 'as it was' as const, 'now' as const, 'not at all' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read' as const), reader, most: fc.constantFrom(1, 3, 1_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reconnect' as const), reader }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), reader }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(50, 250, 1_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('broker' as const), reachable: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), share: fc.constantFrom(0.5, 0.9, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), share: fc.constantFrom(0, 0.5, 1) }) },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** Throws with seed and path when a schedule is found that breaks a promise: `seed` and `path` play it again. */
export async function everySchedule(schedules: number, replay: { seed?: number; path?: string } = {}): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
        const world = new World();
        try {
          for (const one of actions) await world.play(one);
          await world.settle();
        } finally {
          await world.close();
        }
      }),
      { numRuns: schedules, ...replay },
    );
  } finally {
    vi.useRealTimers();
  }
}

/** A log whose answers come when the schedule says so. */
class SlowLog implements EventLog {
  head_: Head = beginning;
  events: StoredEvent[] = [];
  readonly asked: Array<(how: 'now' | 'as it was' | 'not at all') => void> = [];

  head = () => this.#ask(() => this.head_);
  heads = (streams: readonly string[]) => this.#ask(() => new Map(streams.map((one) => [one, this.head_] as const)));
  read = (_stream: string, after: number, limit: number) =>
    this.#ask(() => this.events.filter(({ seq }) => seq > after).slice(0, limit));
  question = <Answer>(answer: () => Answer) => this.#ask(answer);

  #ask<Answer>(answer: () => Answer): Promise<Answer> {
    const before = answer();
    return new Promise((resolve, reject) => {
      this.asked.push((how) => {
        if (how === 'not at all') reject(new Error('The database is away.'));
        else resolve(how === 'now' ? answer() : before);
      });
    });
  }
}

class World {
  readonly log = new SlowLog();
  readonly pokes: Poke[] = [];
  readonly broker = aBroker();
  readonly hubs = createHubs(this.log, this.broker, cursors);
  readonly readers = Array.from({ length: readers }, (_, index) => new Reader(`user:${index}`, this, index === 0));
  #made = 0;

  async play(one: Action): Promise<void> {
    const { log, pokes, broker } = this;
    switch (one.do) {
      case 'append':
        this.append(one.count, types[one.type] ?? 'TestSeen');
        break;
      case 'appendMany':
        this.append(one.count, 'TestUnseen');
        break;
      case 'endRight': {
        const ended = this.readers[one.reader];
        if (ended !== undefined && ended.endsAt === undefined) {
          this.append(1, 'TestRightEnded', { who: ended.key });
          ended.endsAt = log.head_.seq;
        }
        break;
      }
      case 'endRightElsewhere':
        this.readers[one.reader]?.endElsewhere();
        break;
      case 'poke': {
        const poke = pokes[one.which % Math.max(1, pokes.length)];
        if (poke === undefined) break;
        if (!one.keep) pokes.splice(pokes.indexOf(poke), 1);
        if (broker.reachable) broker.hear(one.body ? poke : { ...poke, events: [] });
        break;
      }
      case 'answer': {
        const [answer] = log.asked.splice(one.which % Math.max(1, log.asked.length), 1);
        answer?.(one.how);
        break;
      }
      case 'read':
        this.readers[one.reader]?.read(one.most);
        break;
      case 'reconnect':
        this.readers[one.reader]?.open();
        break;
      case 'drop':
        this.readers[one.reader]?.close();
        break;
      case 'wait':
        await vi.advanceTimersByTimeAsync(one.ms);
        break;
      case 'broker':
        broker.set(one.reachable);
        break;
      case 'forget': {
        const kept = Math.floor(log.head_.seq * one.share) + 1;
        if (kept <= log.head_.minSeq) break;
        log.head_ = { ...log.head_, minSeq: kept };
        log.events = log.events.filter(({ seq }) => seq >= kept);
        break;
      }
      case 'restore':
        this.#restore(one.share);
    }
    await turn();
  }

  append(count: number, type: (typeof types)[number], payload: unknown = null): void {
    const { log } = this;
    const events: StoredEvent[] = [];
    for (let number = 1; number <= count; number++)
      events.push({
        stream,
        seq: log.head_.seq + number,
        id: `${++this.#made}`,
        type,
        actor: 'system',
        payload,
        at: new Date(),
      });
    log.events.push(...events);
    log.head_ = { ...log.head_, seq: log.head_.seq + count };
    this.pokes.push({ stream, seq: log.head_.seq, events });
  }

  /** A backup: what is after it never happened. */
  #restore(share: number): void {
    const { log } = this;
    const seq = Math.max(log.head_.minSeq - 1, Math.floor(log.head_.seq * share));
    log.events = log.events.filter((event) => event.seq <= seq);
    log.head_ = { ...log.head_, seq, epoch: log.head_.epoch + 1 };
    this.pokes.length = 0;
    for (const one of this.readers) if (one.endsAt !== undefined && one.endsAt > seq) one.rightIsBack();
  }

  /** Everything works again: all that may be seen is seen, within a few seconds. */
  async settle(): Promise<void> {
    this.broker.set(true);
    for (const one of this.readers) one.notify();
    for (let round = 0; round < 40; round++) {
      for (const one of this.readers) if (!one.isOpen && !one.revoked) one.open();
      for (const answer of this.log.asked.splice(0)) answer('now');
      await turn();
      for (const one of this.readers) one.read(100_000);
      await vi.advanceTimersByTimeAsync(250);
    }
    for (const one of this.readers) one.expectWhole();
  }

  async close(): Promise<void> {
    for (const one of this.readers) one.close();
    for (const answer of this.log.asked.splice(0)) answer('not at all');
    await turn();
    for (const one of this.readers) one.close();
    await this.hubs.close();
    expect(this.hubs.size).toBe(0);
  }
}

class Reader {
  /** The right ends at the event with this seq. */
  endsAt: number | undefined;
  revoked = false;
  #feed: Feed | undefined;
  #opening: Promise<void> | undefined;
  /** What the client has: where it goes on. */
  #cursor: string | undefined;
  #seq = 0;
  #epoch = 0;
  /** Of its present feed, until its first item. */
  #begins: { after: string | undefined; head: Head } | undefined;
  #endedElsewhere = false;
  #told = false;
  #mayBeReset = false;
  /** The right had ended, and is back. */
  #mayBeSentAway = false;
  readonly #changed = new Set<() => void>();

  constructor(
    readonly key: string,
    readonly world: World,
    /** Whether it gets but some of the events. Others may take what is due in whole runs, as sockets do. */
    readonly filters: boolean,
  ) {}

  get isOpen(): boolean {
    return this.#feed !== undefined || this.#opening !== undefined;
  }

  open(): void {
    if (this.#opening !== undefined || this.revoked) return;
    this.close();
    const { log } = this.world;
    const after = this.#cursor;
    const head = log.head_;
    const opening = this.#openFeed(after, head)
      .catch(() => {})
      .then(() => {
        if (this.#opening === opening) this.#opening = undefined;
      });
    this.#opening = opening;
  }

  async #openFeed(after: string | undefined, head: Head): Promise<void> {
    const { log, hubs } = this.world;
    // As the server does: before anything is held.
    if ((await log.question(() => this.#right())) !== null) {
      this.revoked = this.#right() !== null;
      return;
    }
    const feed = await Feed.open({
      hubs,
      cursors,
      stream,
      after: after ?? null,
      view: () => ({
        types: new Set(['TestSeen', 'TestRightEnded']),
        shows: this.filters ? ({ id }) => !id.endsWith('7') : undefined,
      }),
      access: {
        check: () => log.question(() => this.#right()),
        concerns: (event) => mayChangeRightsOf(this.key, event),
        watch: async (changed) => {
          this.#changed.add(changed);
          return () => this.#changed.delete(changed);
        },
      },
    });
    this.#feed = feed;
    this.#begins = { after, head };
  }

  close(): void {
    this.#feed?.close();
    this.#feed = undefined;
    this.#begins = undefined;
  }

  endElsewhere(): void {
    this.#endedElsewhere = true;
    // Its own stream may be slow to tell: half of them hear later.
    if (this.#seq % 2 === 0) this.notify();
  }

  notify(): void {
    if (!this.#endedElsewhere) return;
    this.#told = true;
    for (const changed of this.#changed) changed();
  }

  rightIsBack(): void {
    this.endsAt = undefined;
    this.#mayBeSentAway = true;
    // Who was sent away may come again.
    if (!this.#endedElsewhere) this.revoked = false;
  }

  read(most: number): void {
    for (let count = 0; count < most; count++) {
      this.#takeRun();
      const item = this.#feed?.peek();
      if (item === undefined || item instanceof Promise) return;
      this.#take(item);
      this.#feed?.advance();
      if (item.kind === 'revoked') this.close();
    }
  }

  /** All that comes next where nothing has to be asked or said in between, at once. */
  #takeRun(): void {
    const from = this.#feed?.behind;
    if (this.#feed === undefined || from === undefined) return;
    const { hub } = this.#feed.held;
    const run: EventItem[] = [];
    for (let seq = from + 1; seq <= hub.head.seq; seq++) {
      const item = hub.inMemory(seq);
      if (item === undefined || !this.#feed.showsPlainly(item)) break;
      run.push(item);
    }
    const last = run.at(-1);
    if (last === undefined) return;
    this.#feed.advanceTo(last.event.seq);
    for (const item of run) this.#take(item);
  }

  #right(): RevokedReason | null {
    return this.endsAt !== undefined || this.#endedElsewhere ? 'ACCESS_LOST' : null;
  }

  #take(item: FeedItem): void {
    expect(this.revoked, 'nothing comes after the end').toBe(false);
    const begins = this.#begins;
    this.#begins = undefined;
    expect(item.kind === 'ready' || item.kind === 'revoked', 'it begins with `ready`').toBe(
      begins !== undefined || item.kind === 'revoked',
    );
    if (item.kind === 'revoked') {
      if (!this.#mayBeSentAway) expect(this.#right(), 'only who has lost the right is sent away').not.toBeNull();
      this.revoked = this.#right() !== null;
      return;
    }
    expect(this.#told, 'nothing is shown once it is known that the right has ended').toBe(false);
    const at = cursors.open(item.cursor, stream);
    if (at === undefined) throw new Error('A cursor must open.');
    if (item.kind === 'ready') {
      this.#mayBeReset = !item.recovered;
      if (begins?.after !== undefined && item.recovered) {
        expect(at).toEqual(cursors.open(begins.after, stream));
      } else if (begins?.after === undefined && at.epoch === begins?.head.epoch)
        expect(at.seq, 'it begins at a head at least as new as the question').toBeGreaterThanOrEqual(begins.head.seq);
      if (begins?.after !== undefined && !item.recovered) return;
    } else if (item.kind === 'reset') {
      if (item.reason === 'EXPIRED') expect(this.#seq + 1).toBeLessThan(this.world.log.head_.minSeq);
      else {
        expect(item.reason).toBe('RESTORED');
        expect(at.epoch !== this.#epoch || this.#mayBeReset).toBe(true);
      }
    } else {
      expect(at.epoch).toBe(this.#epoch);
      if (item.kind === 'event') {
        expect(at.seq).toBe(item.event.seq);
        expect(at.seq, 'in order, and nothing twice').toBeGreaterThan(this.#seq);
        this.#expectUnseenUntil(at.seq - 1);
        if (this.endsAt !== undefined && at.epoch === this.world.log.head_.epoch)
          expect(at.seq, 'the right ends at that very event').toBeLessThan(this.endsAt);
      } else {
        expect(at.seq).toBeGreaterThanOrEqual(this.#seq);
        this.#expectUnseenUntil(at.seq);
      }
    }
    this.#cursor = item.cursor;
    this.#seq = at.seq;
    this.#epoch = at.epoch;
  }

  /** Between where it was and there is nothing that it should have had. */
  #expectUnseenUntil(seq: number): void {
    const { log } = this.world;
    if (this.#epoch !== log.head_.epoch) return;
    const missed = log.events.filter(
      (event) =>
        event.seq > this.#seq &&
        event.seq <= seq &&
        event.type !== 'TestUnseen' &&
        !(this.filters && event.id.endsWith('7')),
    );
    expect(missed, 'nothing is left out').toEqual([]);
  }

  expectWhole(): void {
    const { log } = this.world;
    expect(this.revoked, 'who has lost the right is sent away, and nobody else').toBe(this.#right() !== null);
    if (this.revoked) return;
    expect(this.#epoch).toBe(log.head_.epoch);
    this.#expectUnseenUntil(log.head_.seq);
  }
}

function aBroker(): Broker & { hear(poke: Poke): void; set(reachable: boolean): void } {
  const listeners: Array<(poke: Poke) => void> = [];
  const reachListeners: Array<(reachable: boolean) => void> = [];
  let reachable = true;
  return {
    publish: () => {},
    onPoke: (listener) => void listeners.push(listener),
    onReachable: (listener) => void reachListeners.push(listener),
    get reachable() {
      return reachable;
    },
    hear: (poke) => {
      for (const listener of listeners) listener(poke);
    },
    set: (now) => {
      if (now === reachable) return;
      reachable = now;
      for (const listener of reachListeners) listener(now);
    },
    close: async () => {},
  };
}

/** Until everything that is not waiting has run. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
