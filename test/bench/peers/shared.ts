import type { IncomingMessage, ServerResponse } from 'node:http';

// What all peers do alike: check a token, look whether its owner may read the stream, take an event over HTTP.

const members = new Map<string, Set<string>>();

/** A look into a map: what it costs to know the rights of somebody who is known already. */
export function mayRead(user: string, stream: string): boolean {
  let streams = members.get(user);
  if (streams === undefined) {
    streams = new Set();
    members.set(user, streams);
  }
  streams.add(stream);
  return streams.has(stream);
}

export interface PeerEvent {
  __typename: string;
  id: string;
  cursor: string;
  occurredAt: string;
  text: string;
}

/** As large as an event of Frontdesk in its GraphQL frame. */
export function newEvent(number: number): PeerEvent {
  return {
    __typename: 'PropertyUpdated',
    id: `RXZlbnQ6${String(number).padStart(28, '0')}`,
    cursor: `v1.${String(number).padStart(45, '0')}`,
    occurredAt: new Date().toISOString(),
    text: 'Something that is worth telling has happened here. '.repeat(2).slice(0, 70),
  };
}

export interface Options {
  compressed: boolean;
  redis: string | null;
  port: number;
}
export const options: Options = JSON.parse(process.argv[2] ?? '{}');

/** `POST /publish?stream=…` and nothing else. */
export function answerPublish(publish: (stream: string, event: PeerEvent) => void) {
  let number = 0;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url?.startsWith('/publish') !== true) return false;
    const stream = new URL(request.url, 'http://localhost').searchParams.get('stream') ?? '';
    request.resume().on('end', () => {
      publish(stream, newEvent(++number));
      response.end('{}');
    });
    return true;
  };
}

export function ready(port: number): void {
  process.send?.({ port });
  process.on('message', () => globalThis.gc?.());
  process.on('disconnect', () => process.exit(0));
}
