import type { Capacity, Costs } from './costs.js';
import { type Needs, needsOf } from './model.js';

const orders = [1_000, 10_000, 100_000, 1_000_000] as const;

/** What the page says as long as nothing was measured. */
export const notMeasured =
  'Nothing was measured yet for this version: `npm run bench -- capacity --write-docs` does, on a machine that does nothing else.';

/** What docs/scaling.md says of figures. All of it comes from what was measured. */
export function capacityTables({ costs, checks }: Capacity): string {
  const sizes = listed(costs.deliveries.map(({ sockets }) => whole(sockets)));
  return [
    `Measured with \`npm run bench -- capacity\`: ${costs.machine}; ${costs.at.slice(0, 10)}.`,
    table(['what', 'costs'], costRows(costs)),
    `What these costs, made from ${sizes} sockets, say of other sizes, and what was measured there:`,
    table(
      ['sockets', 'what', 'predicted', 'measured', 'off by'],
      checks.map(({ sockets, what, unit, predicted, measured }) => [
        whole(sockets),
        what,
        `${few(predicted)} ${unit}`,
        `${few(measured)} ${unit}`,
        `${Math.round((predicted / measured - 1) * 100)} %`,
      ]),
    ),
    'What that comes to:',
    table(['connections', ...orders.map(whole)], needRows(orders.map((connections) => needsOf(costs, connections)))),
  ].join('\n\n');
}

const micro = (seconds: number) => `${few(seconds * 1e6)} µs`;

const costRows = (costs: Costs): string[][] => [
  ['a socket that follows a feed, at a node', bytes(costs.socketBytes)],
  ['taking a client in: upgrade, token, subscription', `${micro(costs.connectSeconds)} of a node`],
  ['a quiet socket, each second', `${micro(costs.idleSocketSeconds)} of a node`],
  ['a stream with readers, each second', `${micro(costs.idleStreamSeconds)} of PostgreSQL`],
  ['an event, at a node with readers', `${micro(costs.eventSeconds)} of the node`],
  ...costs.deliveries.map(({ sockets, seconds }) => [
    `each delivery of it, at a node with ${whole(sockets)} sockets`,
    `${micro(seconds)} of the node, ${bytes(costs.frameBytes)} on the wire`,
  ]),
  ['an event, at a node without readers', `${micro(costs.pokeSeconds)} of the node`],
  [
    'the smallest write (`triggerEvent`)',
    `${micro(costs.writeSeconds)} of a node, ${micro(costs.databaseSeconds)} of PostgreSQL`,
  ],
  ['an event in the log', `${bytes(costs.eventBytes)}, and ${bytes(costs.walBytes)} of WAL`],
  ['a poke', `${micro(costs.publishSeconds)} of Redis, and ${micro(costs.subscriberSeconds)} for each node`],
];

/** Where no number of them is enough, how many it would be once each hears of no more than it needs. */
const nodesOf = ({ nodes, nodesWithoutPokes }: Needs): string =>
  nodes === null ? `no number is enough; without pokes ${whole(nodesWithoutPokes)}` : whole(nodes);

const needRows = (needs: readonly Needs[]): string[][] => [
  ['writes a second', ...needs.map((each) => few(each.writesPerSecond))],
  ['deliveries a second', ...needs.map((each) => few(each.deliveriesPerSecond))],
  ['streams with readers', ...needs.map((each) => whole(each.streams))],
  ['nodes (one core, 1 GiB)', ...needs.map(nodesOf)],
  ['of each, for pokes', ...needs.map((each) => percent(each.pokesOfNode))],
  ['PostgreSQL, for the clock', ...needs.map((each) => `${few(each.databaseClockCores)} cores`)],
  ['PostgreSQL, for writes', ...needs.map((each) => `${few(each.databaseWriteCores)} cores`)],
  ['Redis', ...needs.map((each) => `${few(each.redisCores)} cores`)],
  ['the log of a week', ...needs.map((each) => bytes(each.logBytes))],
  ['on the wire, each second', ...needs.map((each) => bytes(each.wireBytesPerSecond))],
  [
    '**over its limit**',
    ...needs.map(({ broken }) => {
      const parts = broken.filter(({ part }) => !part.startsWith('a node'));
      return parts.length === 0 ? 'nothing' : parts.map(({ part, times }) => `${part} (${few(times)} ×)`).join(', ');
    }),
  ],
];

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [head, head.map(() => '--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
const whole = (value: number) => Math.round(value).toLocaleString('en-US');
/** Two digits that mean something. */
const few = (value: number) => (value >= 100 ? whole(value) : String(Number(value.toPrecision(2))));
const percent = (share: number) => `${few(share * 100)} %`;

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(value, 1)) / 10));
  return `${few(value / 1024 ** power)} ${units[power]}`;
}
