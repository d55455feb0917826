import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { followLeases, type LeaseChange } from '../../../src/realtime/leases/follow.js';
import { keepLease } from '../../../src/realtime/leases/keep.js';
import type { LeaseStore } from '../../../src/realtime/leases/store.js';

/** What every store of leases promises. `open` answers stores that share their leases, as the nodes of a cluster do. */
export function leaseStoreConformance(open: (count: number) => Promise<LeaseStore[]>): void {
  const opened: LeaseStore[] = [];
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  const two = async () => {
    const [a, b] = await open(2);
    if (a === undefined || b === undefined) throw new Error('Two stores were asked for.');
    opened.push(a, b);
    return [a, b] as const;
  };
  const held = async (store: LeaseStore, topic: string) =>
    (await store.read(topic)).map(({ holder, value }) => `${holder}=${value}`);

  it('F7: holds, changes and releases, seen from another node', async () => {
    const [a, b] = await two();
    await a.hold('typing:1', 'ana', 'yes', 10_000);
    await b.hold('typing:1', 'ben', 'yes', 10_000);
    await a.hold('typing:1', 'ana', 'still', 10_000);
    expect(await held(b, 'typing:1')).toEqual(['ana=still', 'ben=yes']);
    await b.release('typing:1', 'ana');
    await b.release('typing:1', 'nobody');
    expect(await held(a, 'typing:1')).toEqual(['ben=yes']);
    expect(await held(a, 'typing:2')).toEqual([]);
  });

  it('F7: a lease that is not renewed ends by itself, each at its own time', async () => {
    const [a, b] = await two();
    await a.hold('presence:1', 'phone', 'online', 80);
    await a.hold('presence:1', 'desk', 'online', 60_000);
    await expect.poll(() => held(b, 'presence:1'), { interval: 10 }).toEqual(['desk=online']);
    const [left] = await b.read('presence:1');
    expect(left?.remainingMs).toBeGreaterThan(50_000);
    expect(left?.remainingMs).toBeLessThanOrEqual(60_000);
  });

  it('F7: tells watchers of a topic, for each real change, and nobody after they stopped', async () => {
    const [a, b] = await two();
    const heard: string[] = [];
    const stop = b.watch('viewing:1', () => heard.push('viewing:1'));
    b.watch('fence', () => heard.push('fence'));
    let fences = 0;
    // Hints of one node arrive in order, so that what came before a fence has been heard with it.
    const fence = () =>
      vi.waitFor(async () => {
        heard.length = 0;
        await a.hold('fence', 'ana', `${fences++}`, 10_000);
        await vi.waitFor(() => expect(heard).toContain('fence'), { timeout: 200 });
        return heard.splice(0).filter((topic) => topic !== 'fence');
      });
    await fence();
    await a.hold('viewing:1', 'ana', 'steady', 10_000);
    await a.hold('viewing:1', 'ana', 'steady', 10_000);
    await vi.waitFor(() => expect(heard).toEqual(['viewing:1']));
    await a.release('viewing:1', 'ana');
    await a.release('viewing:1', 'ana');
    await vi.waitFor(() => expect(heard).toEqual(['viewing:1', 'viewing:1']));
    stop();
    await a.hold('viewing:1', 'ana', 'again', 10_000);
    expect(await fence()).toEqual([]);
  });

  it('F7: a follower gets what is held first, then every change, ends included', async () => {
    const [a, b] = await two();
    await a.hold('typing:1', 'ana', 'yes', 60_000);
    const changes = follow(b, ['typing:1', 'typing:2']);
    expect(await changes.next()).toEqual([{ topic: 'typing:1', holder: 'ana', value: 'yes' }]);
    await a.hold('typing:2', 'ben', 'yes', 150);
    expect(await changes.next()).toEqual([{ topic: 'typing:2', holder: 'ben', value: 'yes' }]);
    expect(await changes.next()).toEqual([{ topic: 'typing:2', holder: 'ben', value: null }]);
    await a.release('typing:1', 'ana');
    expect(await changes.next()).toEqual([{ topic: 'typing:1', holder: 'ana', value: null }]);
  });

  it('F7: a kept lease lives as long as its keeper, and changes with it', async () => {
    const [a, b] = await two();
    const kept = keepLease(a, 'presence:2', 'desk', 'online', 900);
    const changes = follow(b, ['presence:2']);
    await expect.poll(() => held(b, 'presence:2')).toEqual(['desk=online']);
    await changes.until((change) => change.value === 'online');
    const since = performance.now();
    await expect.poll(() => performance.now() - since, { interval: 50 }).toBeGreaterThan(2_000);
    expect(await held(b, 'presence:2')).toEqual(['desk=online']);
    kept.set('away');
    await changes.until((change) => change.value === 'away');
    await kept.release();
    await changes.until((change) => change.value === null);
  });

  it('M15: a clock of a node that jumps ends nothing, and keeps nothing alive', async () => {
    const [a, b] = await two();
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await a.hold('presence:3', 'desk', 'online', 60_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await a.hold('presence:3', 'phone', 'online', 80);
    expect(await held(b, 'presence:3')).toEqual(['desk=online', 'phone=online']);
    vi.setSystemTime(Date.now() - 2 * 3_600_000);
    await expect.poll(() => held(b, 'presence:3'), { interval: 10 }).toEqual(['desk=online']);
  });
}

/** Reads a follower, and ends it with the test. */
function follow(store: LeaseStore, topics: string[]) {
  const ending = new AbortController();
  const changes = followLeases(store, topics, ending.signal);
  onTestFinished(() => ending.abort());
  const next = async (): Promise<readonly LeaseChange[]> => (await changes.next()).value ?? [];
  return {
    next,
    async until(wanted: (change: LeaseChange) => boolean) {
      while (!(await next()).some(wanted)) if (ending.signal.aborted) throw new Error('The follower ended first.');
    },
  };
}
