import { Redis } from 'ioredis';
import type { PeerEvent } from './shared.js';

/** From whoever publishes to this process: directly, or through Redis, as one would do it by hand. */
export async function fanOut(redis: string | null, deliver: (stream: string, event: PeerEvent) => void) {
  if (redis === null) return deliver;
  const [publisher, subscriber] = [new Redis(redis), new Redis(redis)];
  await subscriber.subscribe('events');
  subscriber.on('message', (_channel, message) => {
    const { stream, event } = JSON.parse(message) as { stream: string; event: PeerEvent };
    deliver(stream, event);
  });
  return (stream: string, event: PeerEvent) => void publisher.publish('events', JSON.stringify({ stream, event }));
}
