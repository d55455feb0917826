import type { z } from 'zod';
import type { App } from '../app.js';

/**
 * Work that is done later, by whichever node is free. At least once: a node that dies in the middle leaves the job to
 * another, so it must bear being run again. It is tried again when it throws, and put aside as a dead letter when it has
 * thrown too often.
 */
export interface Job<Payload extends object> extends Worker {
  /** Throws for what is no payload of this job. */
  readonly check: (payload: Payload) => Payload;
}

/** A job as the queue sees it. */
export interface Worker {
  readonly name: string;
  readonly retry: Retry;
  /** At these times, in UTC, once for all nodes; with this payload. */
  readonly schedule: { readonly cron: string; readonly payload: object } | undefined;
  /** So long after it was done it is done again, once for all nodes. */
  readonly every: { readonly seconds: number; readonly payload: object } | undefined;
  readonly handle: (app: App, data: unknown) => Promise<void>;
}

export interface Retry {
  /** How often it is tried again. */
  readonly limit: number;
  /** Seconds to the first of them; each of the next waits about twice as long. */
  readonly delaySeconds: number;
}

const usual: Retry = { limit: 5, delaySeconds: 2 };

/** Names are lower case with hyphens: they are the queues of the database. */
export function defineJob<Payload extends object>(definition: {
  name: string;
  payload: z.ZodType<Payload>;
  retry?: Retry;
  schedule?: { cron: string; payload: Payload };
  every?: { seconds: number; payload: Payload };
  run: (app: App, payload: Payload) => Promise<void>;
}): Job<Payload> {
  const { name, payload, retry = usual, schedule, every, run } = definition;
  return {
    name,
    retry,
    schedule,
    every,
    check: (given) => payload.parse(given),
    handle: async (app, data) => run(app, payload.parse(data)),
  };
}
