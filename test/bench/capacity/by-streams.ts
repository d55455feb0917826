import { type ForEvent, measureEvents } from './measure-events.js';
import { calm, type Quiet, quietFor } from './quiet.js';
import { readersOfTen, type Sizes } from './sizes.js';
import { type Part, startThreeNodes, type Urls } from './three-nodes.js';

export interface ByStreams {
  /** CPU seconds of PostgreSQL, each second, for a stream that somebody reads. */
  readonly idleStream: number;
  /** Of each part, for an event that one reads. */
  readonly event: Readonly<Record<Part, number>>;
  /** Of the node with the readers, for an event that ten read; and the sockets that it has then. */
  readonly eventOfTen: number;
  readonly socketsOfTen: number;
  readonly eventBytes: number;
  readonly walBytes: number;
}

/** One round with many streams: quiet with their readers and without them, right after one another, once all is warm. */
export async function measureByStreams(urls: Urls, wanted: Sizes): Promise<ByStreams> {
  const { streams, streamEvents, streamsOfTen, quietSeconds } = wanted;
  await using nodes = await startThreeNodes(urls, streams);
  const { postgresql } = nodes;
  await nodes.connect(streams, streams);
  await calm(nodes);

  const warmUp = Math.ceil(streamEvents / 2);
  const before = { wal: await postgresql.walBytes(), log: await postgresql.logBytes() };
  const event = await measureEvents(nodes, { streams, events: streamEvents, warmUp });
  const eventBytes = ((await postgresql.logBytes()) - before.log) / (streamEvents + warmUp);
  const walBytes = ((await postgresql.walBytes()) - before.wal) / (streamEvents + warmUp);
  const quiet = await quietFor(nodes, quietSeconds);
  await nodes.client.leave(0);
  const without = await quietFor(nodes, quietSeconds);

  const socketsOfTen = streamsOfTen * readersOfTen;
  await nodes.connect(socketsOfTen, streamsOfTen);
  await calm(nodes);
  const ofTen = await measureEvents(nodes, { streams: streamsOfTen, events: streamEvents, warmUp });
  const quietOfTen = await quietFor(nodes, quietSeconds / 2);
  return {
    idleStream: (quiet.database - without.database) / streams,
    event: above(quiet, event),
    eventOfTen: above(quietOfTen, ofTen).reader,
    socketsOfTen,
    eventBytes,
    walBytes,
  };
}

/** What an event costs, without what is used while nothing happens. */
const above = (quiet: Quiet, event: ForEvent): Record<Part, number> => ({
  reader: event.reader - quiet.reader * event.seconds,
  writer: event.writer - quiet.writer * event.seconds,
  bystander: event.bystander - quiet.bystander * event.seconds,
  database: event.database - quiet.database * event.seconds,
});
