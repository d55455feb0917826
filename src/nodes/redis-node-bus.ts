import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { keepLease } from '../realtime/leases/keep.js';
import type { LeaseStore } from '../realtime/leases/store.js';
import type { NodeBus } from './node-bus.js';

export interface RedisNodeBusOptions<Question, Answer> {
  /** How this node is called. */
  nodeId: string;
  answer: (question: Question) => Answer;
  /** Which nodes there are: each holds a lease. */
  leases: LeaseStore;
  /** Fails at once while Redis is down. Stays the caller's to close. */
  publisher: Redis;
  /** For this bus alone, which closes it. */
  subscriber: Redis;
  prefix: string;
}

const topic = 'nodes';
/** A node that died is waited for as long. */
const leaseMs = 15_000;
const patienceMs = 1_000;

interface Asked<Question> {
  readonly from: string;
  readonly ask: string;
  readonly question: Question;
}

interface Answered<Answer> {
  readonly node: string;
  readonly ask: string;
  readonly answer: Answer;
}

interface Pending<Answer> {
  readonly missing: Set<string>;
  readonly answers: Answer[];
  readonly done: () => void;
}

/** Nodes hear each other's questions over Redis, and answer whoever asked. Questions and answers must survive JSON. */
export function createRedisNodeBus<Question, Answer>({
  nodeId,
  answer,
  leases,
  publisher,
  subscriber,
  prefix,
}: RedisNodeBusOptions<Question, Answer>): NodeBus<Question, Answer> {
  const questions = `${prefix}nodes`;
  const answersTo = (node: string) => `${prefix}nodes:${node}`;
  const pending = new Map<string, Pending<Answer>>();
  const lease = keepLease(leases, topic, nodeId, '', leaseMs);

  const publish = (channel: string, message: Asked<Question> | Answered<Answer>) =>
    publisher.publish(channel, JSON.stringify(message));
  const hear = (channel: string, text: string) => {
    if (channel === questions) {
      const { from, ask, question } = JSON.parse(text) as Asked<Question>;
      // Nobody hears it: then this node is missed, and the answer says so.
      if (from !== nodeId) publish(answersTo(from), { node: nodeId, ask, answer: answer(question) }).catch(() => {});
      return;
    }
    const { node, ask, answer: its } = JSON.parse(text) as Answered<Answer>;
    const asked = pending.get(ask);
    if (asked?.missing.delete(node) !== true) return;
    asked.answers.push(its);
    if (asked.missing.size === 0) asked.done();
  };
  subscriber.on('message', hear);
  // With every connection anew. Until then this node is missed.
  const subscribe = () => void subscriber.subscribe(questions, answersTo(nodeId)).catch(() => {});
  subscriber.on('ready', subscribe);
  if (subscriber.status === 'ready') subscribe();

  return {
    async ask(question) {
      const own = answer(question);
      const nodes = await leases.read(topic).catch(() => undefined);
      if (nodes === undefined) return { answers: [own], complete: false };
      const missing = new Set(nodes.map(({ holder }) => holder).filter((node) => node !== nodeId));
      if (missing.size === 0) return { answers: [own], complete: true };
      const ask = randomUUID();
      const answers = [own];
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        pending.set(ask, { missing, answers, done });
        publish(questions, { from: nodeId, ask, question }).catch(done);
      });
      pending.delete(ask);
      return { answers, complete: missing.size === 0 };
    },
    async close() {
      subscriber.off('message', hear);
      subscriber.off('ready', subscribe);
      await lease.release();
      subscriber.disconnect();
    },
  };
}
