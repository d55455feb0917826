import { builder } from '../schema/builder.js';
import { eventType } from '../schema/event.js';
import { mutation } from '../schema/mutation.js';
import { platformFeed } from '../schema/platform-feed.js';
import { jobRetried } from './events.js';
import type { DeadJob, JobStats } from './jobs.js';
import { retryJob } from './retry-job.js';

const DeadJobType = builder.objectRef<DeadJob>('DeadJob').implement({
  description: 'A job that was tried as often as may be, and put aside.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'For `retryJob`.' }),
    payload: t.field({
      type: 'JSON',
      description: 'What it is to be done with: ids.',
      resolve: ({ payload }) => payload as Record<string, never>,
    }),
    at: t.field({ type: 'DateTime', description: 'When it was put aside.', resolve: ({ at }) => at }),
  }),
});

const mostDead = 100;

const JobQueue = builder.objectRef<JobStats>('JobQueue').implement({
  description: 'Work that is done in the background, by whichever node is free. The queue is in the database.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What is done.' }),
    schedule: t.exposeString('schedule', {
      nullable: true,
      description: 'When it is done by itself: as cron says it, in UTC, or in words. Null: when it is asked for.',
    }),
    waiting: t.exposeInt('waiting', { description: 'Jobs that wait, for their time or for a node.' }),
    retrying: t.exposeInt('retrying', { description: 'Of these, those that have failed and will be tried again.' }),
    running: t.exposeInt('running', { description: 'Jobs that are being done.' }),
    dead: t.exposeInt('dead', { description: 'Jobs that were tried as often as may be, and put aside.' }),
    deadJobs: t.field({
      type: [DeadJobType],
      description: `These, the newest first: up to ${mostDead}.`,
      resolve: ({ name, dead }, _args, { app }) => (dead === 0 ? [] : app.jobs.deadJobs(name, mostDead)),
    }),
  }),
});

builder.queryField('jobQueues', (t) =>
  t.field({
    type: [JobQueue],
    description: 'The queues of this node, and how they stand on all. For platform admins. Mails: `emailDeliveries`.',
    complexity: { field: 20, multiplier: 5 },
    resolve: (_root, _args, { app }) => app.jobs.stats(),
  }),
);

mutation('retryJob', {
  description: 'Puts a job that was put aside back into its queue. For platform admins.',
  idempotent: true,
  input: (t) => ({ id: t.id({ required: true, description: 'Which one: `DeadJob.id`.' }) }),
  run: (context, { id }) => retryJob(context, id),
  payload: (t) => ({
    queue: t.string({ nullable: true, description: 'Its queue.', resolve: ({ answer }) => answer?.queue ?? null }),
  }),
});

eventType(jobRetried, [platformFeed], (t) => ({
  queue: t.string({ description: 'Which queue.', resolve: ({ event }) => event.payload.queue }),
  jobId: t.id({ description: 'Which job, as it was called.', resolve: ({ event }) => event.payload.jobId }),
}));
