export interface Scenario {
  name: string;
  title: string;
  subscribers: number;
  streams: number;
  inFlight: number;
  /** Events per round. */
  events: number;
  /** Events before it: so many that what is compiled late is compiled. */
  warmUp?: number;
  /** Events per second, instead of as many as can be delivered. */
  rate?: number;
  compressed?: boolean;
  unshared?: boolean;
  redis?: boolean;
  /** Whether it works, not how fast: nothing is warmed up for it. */
  quick?: boolean;
  /** Whom it compares; all when it does not say. */
  only?: readonly string[];
}

const us = 'Frontdesk';
const few = [us, 'raw ws, best', 'raw ws.send', 'Socket.IO', 'naive graphql-ws'] as const;

export const scenarios: readonly Scenario[] = [
  {
    name: '1000x1',
    title: '1,000 subscribers, one event at a time',
    subscribers: 1_000,
    streams: 1,
    inFlight: 1,
    events: 400,
  },
  {
    name: '1000x8',
    title: '1,000 subscribers, 8 events in flight',
    subscribers: 1_000,
    streams: 1,
    inFlight: 8,
    events: 400,
  },
  {
    name: '5000x1',
    title: '5,000 subscribers, one event at a time',
    subscribers: 5_000,
    streams: 1,
    inFlight: 1,
    events: 60,
    warmUp: 100,
    only: few,
  },
  {
    name: '9000x1',
    title: '9,000 subscribers of one stream, one event at a time',
    subscribers: 9_000,
    streams: 1,
    inFlight: 1,
    events: 40,
    warmUp: 60,
    only: few,
  },
  {
    name: 'streams',
    title: '1,000 streams of 10 subscribers, 8 in flight',
    subscribers: 10_000,
    streams: 1_000,
    inFlight: 8,
    events: 5_000,
    only: few,
  },
  {
    name: 'redis-x1',
    title: 'two nodes and Redis: 1,000 subscribers, one event at a time',
    subscribers: 1_000,
    streams: 1,
    inFlight: 1,
    events: 100,
    redis: true,
  },
  {
    name: 'redis-x8',
    title: 'two nodes and Redis: 1,000 subscribers, 8 in flight',
    subscribers: 1_000,
    streams: 1,
    inFlight: 8,
    events: 100,
    redis: true,
  },
  {
    name: 'redis-streams',
    title: 'two nodes and Redis: 1,000 streams of 10 subscribers, 8 in flight',
    subscribers: 10_000,
    streams: 1_000,
    inFlight: 8,
    events: 5_000,
    redis: true,
    only: few,
  },
  {
    name: 'unshared',
    title: '1,000 subscribers, each in a group of its own',
    subscribers: 1_000,
    streams: 1,
    inFlight: 1,
    events: 50,
    unshared: true,
    only: [us, 'naive graphql-ws'],
  },
  {
    name: 'compressed',
    title: '1,000 subscribers with permessage-deflate, no context takeover',
    subscribers: 1_000,
    streams: 1,
    inFlight: 1,
    events: 50,
    compressed: true,
    only: [us, 'raw ws.send', 'naive graphql-ws'],
  },
  {
    name: 'latency',
    title: '500 events a second to 2,000 subscribers of 200 streams',
    subscribers: 2_000,
    streams: 200,
    inFlight: 0,
    rate: 500,
    events: 5_000,
    only: [us, 'Socket.IO'],
  },
];

/** The same in small, to look whether it works. */
export const quick = (scenario: Scenario): Scenario => ({
  ...scenario,
  subscribers: Math.min(scenario.subscribers, 200),
  streams: Math.min(scenario.streams, 20),
  events: Math.min(scenario.events, scenario.rate ?? 40),
  warmUp: 100,
  quick: true,
});
