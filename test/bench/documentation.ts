import { machine } from './report.js';

/** `docs/performance.md`, whole. */
export function documentation(tables: string, rounds: number): string {
  return `# Performance

Written by \`npm run bench -- --write-docs\`. ${machine()}. ${new Date().toISOString().slice(0, 10)}.

Medians of ${rounds} interleaved rounds, with the least and the most of the CPU in brackets. Each round starts a fresh
server, warms it up with as many events as it measures, and counts the CPU seconds of the whole process that delivers.
The load client is a process of its own on raw sockets; “client busy” is its CPU over the time that the round took (at
100 % it would be what is measured). The handshake is the natural one and the same for all: upgrade, token, answer,
subscribe, with Nagle off and without TCP_QUICKACK, so delayed acknowledgements weigh on all alike.

What the figures of Frontdesk include and those of the peers do not: the event is written by a mutation, with its
transaction, its log and its rights (with Redis, on another node); it carries a cursor and can be resumed. The peers
take a ready event over HTTP and check a token at connect and a map of rights at subscribe; without Redis, nothing of
theirs survives a lost connection. “After commit” counts from the answer to the write.

${tables}
`;
}
