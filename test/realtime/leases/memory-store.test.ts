import { describe, expect, it } from 'vitest';
import { createMemoryLeaseStore } from '../../../src/realtime/leases/memory-store.js';
import { leaseStoreConformance } from './conformance.js';

describe('leases in one process', () => {
  leaseStoreConformance(async (count) => {
    const store = createMemoryLeaseStore();
    return Array.from({ length: count }, () => store);
  });

  it('F7: a clock that the machine sets back does not keep a lease alive', async () => {
    let now = 1_000;
    const store = createMemoryLeaseStore(() => now);
    await store.hold('presence:1', 'desk', 'online', 100);
    now = 1_099;
    expect(await store.read('presence:1')).toEqual([{ holder: 'desk', value: 'online', remainingMs: 1 }]);
    now = 1_100;
    expect(await store.read('presence:1')).toEqual([]);
  });
});
