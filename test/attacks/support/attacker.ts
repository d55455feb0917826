/**
 * Attacks the node at that address from many addresses while it is told to: `attack` and `rest`, each answered by a line.
 * That of `rest` says what came of it since it began.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as later } from 'node:timers/promises';
import { askFrom } from './from.js';
import { openWire } from './wire.js';

/** What the attack was answered with, each so many times. */
export interface Outcome {
  readonly statuses: Record<string, number>;
  readonly closes: Record<string, number>;
  /** Sockets that were let in to be slow. */
  readonly slow: number;
}

const url = process.argv[2] ?? '';
const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const hostile = [
  `{ ${times(900, (i) => `a${i}`)} }`,
  `${'{ a '.repeat(400)}${'}'.repeat(400)}`,
  `{ ...F0 } ${times(150, (i) => `fragment F${i} on Query { a${i}: __typename ...F${i + 1} }`)}`,
  '{ properties(first: 100) { nodes { name } } }',
];
const signIn = 'mutation ($e: EmailAddress!) { signIn(input: { email: $e, password: "x" }) { userErrors { code } } }';

let attacking = false;
const slow: Socket[] = [];
let count = 0;
let outcome = { statuses: {} as Record<string, number>, closes: {} as Record<string, number>, slow: 0 };
const add = (to: Record<string, number>, what: number | string) => {
  to[what] = (to[what] ?? 0) + 1;
};

/** So many a second as one machine among several would send without being noticed. */
async function flood(address: string): Promise<void> {
  for (;;) {
    if (!attacking) {
      await later(20);
      continue;
    }
    count += 1;
    const document = count % 10 === 0 ? signIn : `${hostile[count % hostile.length]} # ${count}`;
    const answer = await askFrom(address, { url }, document, { e: `nobody-${count}@example.com` }).catch(
      () => undefined,
    );
    add(outcome.statuses, answer?.status ?? 'none');
    if (count % 25 === 0) {
      const wire = await openWire({ url }, { localAddress: address }).catch(() => undefined);
      for (let message = 0; message < 70; message++) wire?.send({ type: 'ping' });
      add(outcome.closes, (await wire?.closed) ?? 'none');
    }
    await later(20);
  }
}

for (let address = 1; address <= 4; address++) void flood(`127.0.31.${address}`);

createInterface({ input: process.stdin }).on('line', (line) => {
  attacking = line === 'attack';
  if (attacking)
    for (let socket = 0; socket < 20; socket++) {
      const { hostname, port } = new URL(url);
      slow.push(
        connect(Number(port), hostname, () => {
          outcome.slow += 1;
        }).on('error', () => {}),
      );
      slow.at(-1)?.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX: ');
    }
  else for (const socket of slow.splice(0)) socket.destroy();
  console.log(attacking ? line : JSON.stringify(outcome satisfies Outcome));
  outcome = { statuses: {}, closes: {}, slow: 0 };
});
console.log('ready');
