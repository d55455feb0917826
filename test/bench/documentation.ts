import { machine } from './report.js';

/** A table of the bench, and how it is called on the command line. */
export interface Section {
  name: string;
  text: string;
}

/**
 * `docs/performance.md`, whole. Sections that were not measured this time stay as they were written, if it was on the same
 * machine: figures of two machines do not stand beside one another.
 */
export function documentation(measured: readonly Section[], order: readonly string[], before: string): string {
  const kept = before.includes(`${machine()}.`) ? sectionsOf(before) : [];
  const sections = order.flatMap((name) => {
    const found = [...measured, ...kept].find((section) => section.name === name);
    return found === undefined ? [] : [found.text];
  });
  return `# Performance

Written by \`npm run bench -- --write-docs\`. ${machine()}.

Medians of interleaved rounds, with the least and the most of the CPU in brackets; “Frontdesk is” is the median of the ratios
within the rounds. Each round starts a fresh
server and warms it up, with as many events as it measures and for some seconds. It then publishes events while nobody is subscribed (“CPU ms /
published”), connects the subscribers, and counts the CPU seconds of the whole process that delivers; what publishing
costs is taken off, for all servers alike, and what is left is the cost of deliveries.
The load client is a process of its own on raw sockets; “client busy” is its CPU over the time that the round took (at
100 % it would be what is measured). The handshake is the natural one and the same for all: upgrade, token, answer,
subscribe, with Nagle off and without TCP_QUICKACK, so delayed acknowledgements weigh on all alike.

What publishing includes at Frontdesk and not at the peers: a mutation over HTTP with its rights, a transaction that waits
for the disk, the log and the audit trail (with Redis, on another node). The peers take a ready event over HTTP and check a
token at connect and a map of rights at subscribe; without Redis, nothing of theirs survives a lost connection. Deliveries
of Frontdesk carry a cursor, are checked against the rights of their reader, and can be resumed. Latencies (p50, p99) are
from the request to the socket, so they hold the commit; “after commit” counts from the answer to the write.

${sections.join('\n\n')}
`;
}

/** With how often and when it was measured below its heading. */
export function dated({ name, text }: Section, rounds: number): Section {
  const when = `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${new Date().toISOString().slice(0, 10)}.`;
  return { name, text: text.replace(/^(### .*)$/m, `$1\n\n${when}`) };
}

/** The sections of a page: each begins with a heading that says its name. */
function sectionsOf(page: string): Section[] {
  const starts = [...page.matchAll(/^### .*\(`([^`]+)`\)$/gm)];
  return starts.map(({ index, 1: name = '' }, at) => ({
    name,
    text: page.slice(index, starts[at + 1]?.index).trim(),
  }));
}
