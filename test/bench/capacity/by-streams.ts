import { type ForEvent, measureEvents } from './measure-events.js';
import { quietFor } from './quiet.js';
import { readersOfTen, type Sizes } from './sizes.js';
import { startThreeNodes, type Urls } from './three-nodes.js';

export interface ByStreams {
  /** CPU seconds of PostgreSQL, each second, for a stream that somebody reads. */
  readonly idleStream: number;
  /** Of each part, for an event that one reads. */
  readonly event: ForEvent;
  /** Of the node with the readers, for an event that ten read; and the sockets that it has then. */
  readonly eventOfTen: number;
  readonly socketsOfTen: number;
  readonly eventBytes: number;
  readonly walBytes: number;
}

/** One round with many streams: quiet without readers and with them at the same nodes, one right after the other. */
export async function measureByStreams(urls: Urls, wanted: Sizes): Promise<ByStreams> {
  const { streams, streamEvents, streamsOfTen, quietSeconds } = wanted;
  await using nodes = await startThreeNodes(urls, streams);
  const { postgresql } = nodes;
  const without = await quietFor(nodes, quietSeconds);
  await nodes.connect(streams, streams);
  const quiet = await quietFor(nodes, quietSeconds);

  const warmUp = Math.ceil(streamEvents / 2);
  const before = { wal: await postgresql.walBytes(), log: await postgresql.logBytes() };
  const event = await measureEvents(nodes, { streams, events: streamEvents, warmUp }, quiet);
  const eventBytes = ((await postgresql.logBytes()) - before.log) / (streamEvents + warmUp);
  const walBytes = ((await postgresql.walBytes()) - before.wal) / (streamEvents + warmUp);

  await nodes.client.leave(0);
  const socketsOfTen = streamsOfTen * readersOfTen;
  await nodes.connect(socketsOfTen, streamsOfTen);
  const quietOfTen = await quietFor(nodes, quietSeconds / 2);
  const ofTen = await measureEvents(nodes, { streams: streamsOfTen, events: streamEvents, warmUp }, quietOfTen);
  return {
    idleStream: (quiet.database - without.database) / streams,
    event,
    eventOfTen: ofTen.reader,
    socketsOfTen,
    eventBytes,
    walBytes,
  };
}
