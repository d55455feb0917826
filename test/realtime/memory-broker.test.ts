import { describe } from 'vitest';
import { createMemoryBroker } from '../../src/realtime/memory-broker.js';
import { brokerConformance } from './broker-conformance.js';

describe('the broker of one process', () => {
  // All nodes are the one that there is.
  brokerConformance(async (count) => {
    const broker = createMemoryBroker();
    return Array.from({ length: count }, () => broker);
  });
});
