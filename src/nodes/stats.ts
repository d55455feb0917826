import { countPresent, type Present } from '../presence/count-present.js';
import { builder } from '../schema/builder.js';
import type { Lag } from './lag-window.js';
import type { NodeStats } from './question.js';

interface Stats {
  readonly nodes: readonly NodeStats[];
  readonly complete: boolean;
}

const FeedStats = builder.objectRef<{ feed: string; subscriptions: number }>('FeedStats').implement({
  description: 'How many follow a feed.',
  fields: (t) => ({
    feed: t.exposeString('feed', { description: 'The field that they subscribe to.' }),
    subscriptions: t.exposeInt('subscriptions', { description: 'How many subscriptions there are.' }),
  }),
});

const DeliveryLag = builder.objectRef<Lag>('DeliveryLag').implement({
  description: 'From the moment that an event is written to the database until all who follow it here have it.',
  fields: (t) => ({
    p50: t.exposeFloat('p50', { description: 'In milliseconds: half of the last thousand events were faster.' }),
    p99: t.exposeFloat('p99', {
      description: 'In milliseconds: one in a hundred of the last thousand events was slower.',
    }),
  }),
});

const RealtimeNode = builder.objectRef<NodeStats>('RealtimeNode').implement({
  description: 'A process that serves clients.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'How it is called until it ends.' }),
    startedAt: t.field({
      type: 'DateTime',
      description: 'Since when it runs.',
      resolve: ({ startedAt }) => new Date(startedAt),
    }),
    version: t.exposeString('version', { description: 'The version of Frontdesk that it runs.' }),
    webSockets: t.exposeInt('webSockets', { description: 'WebSockets that are open.' }),
    sseStreams: t.exposeInt('sseStreams', { description: 'Streams over SSE that are open.' }),
    users: t.int({
      description: 'People who are connected, each once.',
      resolve: ({ userIds }) => userIds.length,
    }),
    feeds: t.field({
      type: [FeedStats],
      description: 'How many follow each feed.',
      resolve: ({ feeds }) => feedStats([feeds]),
    }),
    streams: t.exposeInt('streams', { description: 'Streams of the log that somebody follows here.' }),
    eventsPerSecond: t.exposeFloat('eventsPerSecond', {
      description: 'Events that it has written to the log, over the last ten seconds.',
    }),
    deliveriesPerSecond: t.exposeFloat('deliveriesPerSecond', {
      description: 'Items that it has written to WebSockets, over the last ten seconds.',
    }),
    lag: t.field({
      type: DeliveryLag,
      nullable: true,
      description: 'How fast it delivers. Null until it has delivered something.',
      resolve: ({ lag }) => lag,
    }),
    reachesOthers: t.exposeBoolean('reachesOthers', {
      description: 'False while Redis is down: events of other nodes then take up to a second, and none is lost.',
    }),
  }),
});

const PresenceStats = builder.objectRef<Present>('PresenceStats').implement({
  description: 'Who of those who are connected is there, over all their devices.',
  fields: (t) => ({
    online: t.exposeInt('online', { description: 'People at one device at least.' }),
    away: t.exposeInt('away', { description: 'People who are connected, and at none of their devices.' }),
  }),
});

const everybodyIn = (nodes: readonly NodeStats[]) => new Set(nodes.flatMap(({ userIds }) => userIds));

const RealtimeStats = builder.objectRef<Stats>('RealtimeStats').implement({
  description: 'Who is connected to all nodes, and how well events reach them.',
  fields: (t) => ({
    nodes: t.field({ type: [RealtimeNode], description: 'Each node.', resolve: ({ nodes }) => [...nodes] }),
    complete: t.exposeBoolean('complete', {
      description: 'False when a node did not answer within a second, or Redis is down: then not all are in it.',
    }),
    connections: t.int({
      description: 'WebSockets and streams over SSE that are open.',
      resolve: ({ nodes }) => sum(nodes, ({ webSockets, sseStreams }) => webSockets + sseStreams),
    }),
    users: t.int({
      description: 'People who are connected, each once however many devices they have.',
      resolve: ({ nodes }) => everybodyIn(nodes).size,
    }),
    presence: t.field({
      type: PresenceStats,
      nullable: true,
      description: 'Who of them is there. Null while Redis does not answer.',
      resolve: ({ nodes }, _args, { app }) => countPresent(app.leases, [...everybodyIn(nodes)]).catch(() => null),
    }),
    feeds: t.field({
      type: [FeedStats],
      description: 'How many follow each feed, the most followed first.',
      resolve: ({ nodes }) => feedStats(nodes.map(({ feeds }) => feeds)),
    }),
    eventsPerSecond: t.float({
      description: 'Events written to the log, over the last ten seconds.',
      resolve: ({ nodes }) => sum(nodes, (node) => node.eventsPerSecond),
    }),
    deliveriesPerSecond: t.float({
      description: 'Items written to WebSockets, over the last ten seconds.',
      resolve: ({ nodes }) => sum(nodes, (node) => node.deliveriesPerSecond),
    }),
  }),
});

builder.queryField('realtimeStats', (t) =>
  t.field({
    type: RealtimeStats,
    description: 'Nodes, connections, subscriptions and how fast events are delivered. For platform admins.',
    async resolve(_root, _args, { app }) {
      const { answers, complete } = await app.nodes.ask({ about: 'stats' });
      const nodes = answers.map(({ stats }) => stats).sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
      return { nodes, complete };
    },
  }),
);

const sum = (nodes: readonly NodeStats[], of: (node: NodeStats) => number) =>
  nodes.reduce((total, node) => total + of(node), 0);

function feedStats(all: ReadonlyArray<NodeStats['feeds']>) {
  const total = new Map<string, number>();
  for (const feeds of all)
    for (const [feed, count] of Object.entries(feeds)) total.set(feed, (total.get(feed) ?? 0) + count);
  return Array.from(total, ([feed, subscriptions]) => ({ feed, subscriptions })).sort(
    (a, b) => b.subscriptions - a.subscriptions || a.feed.localeCompare(b.feed),
  );
}
