import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Database } from '../database/client.js';
import type { LeaseStore } from '../realtime/leases/store.js';
import type { Realtime } from '../realtime/realtime.js';
import { redisPrefix } from '../redis.js';
import type { Metrics } from '../server/metrics.js';
import { createAnswer } from './answer.js';
import { Connections } from './connections.js';
import { Measures } from './measures.js';
import { createSoleNodeBus, type NodeBus } from './node-bus.js';
import type { Answer, Question } from './question.js';
import { createRedisNodeBus } from './redis-node-bus.js';

/** This node, and what it can learn of the others. */
export interface Nodes {
  readonly connections: Connections;
  readonly measures: Measures;
  /** Asks them all; `about` tells what the answers are. */
  ask<About extends Question['about']>(
    question: Extract<Question, { about: About }>,
  ): Promise<{ answers: Array<Extract<Answer, { about: About }>>; complete: boolean }>;
  close(): Promise<void>;
}

export interface NodesOptions {
  readonly database: Pick<Database, 'onAppended'>;
  readonly realtime: Realtime;
  readonly metrics: Metrics;
  readonly leases: LeaseStore;
  /** Undefined: this is the only node. The subscriber is for this alone. */
  readonly redis: { commands: Redis; subscriber: Redis } | undefined;
}

export function createNodes({ database, realtime, metrics, leases, redis }: NodesOptions): Nodes {
  const nodeId = randomUUID();
  const connections = new Connections();
  const measures = new Measures(nodeId, realtime, metrics);
  database.onAppended((pokes) => measures.appended(pokes.reduce((sum, { events }) => sum + events.length, 0)));
  const answer = createAnswer(nodeId, connections, measures);
  const bus: NodeBus<Question, Answer> =
    redis === undefined
      ? createSoleNodeBus(answer)
      : createRedisNodeBus({
          nodeId,
          answer,
          leases,
          publisher: redis.commands,
          subscriber: redis.subscriber,
          prefix: redisPrefix,
        });
  return {
    connections,
    measures,
    async ask(question) {
      const { answers, complete } = await bus.ask(question);
      // Each answers what it was asked.
      return { answers: answers as never, complete };
    },
    close: () => bus.close(),
  };
}
