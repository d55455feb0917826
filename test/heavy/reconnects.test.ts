import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { createFrontdeskClient, type FrontdeskClient, type Tokens } from '../../src/client/index.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { preparedDirectory, startProgram } from '../support/program.js';

/** A thousand in CI; `CONNECTS=10000` for the whole of it. */
const tries = Number(process.env.CONNECTS ?? 1_000);
const longestMs = 480_000;
const feed = `subscription ($id: ID!) { propertyEvents(propertyId: $id, kinds: [PROPERTY_UPDATED]) { occurredAt } }`;
const signIn = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { session { accessToken refreshToken expiresAt } }
}`;

const settings = {
  DEMO: '1',
  LIMIT_ANONYMOUS_COST: '100000',
  LIMIT_USER_COST: '10000000',
  LIMIT_SOCKETS_PER_USER: '1000',
  LIMIT_SOCKETS_PER_ADDRESS: '1000',
};

let attempted = 0;
let connected = 0;

/** Counts how often somebody tries to connect, and how often the server says welcome. */
class CountedSocket extends WebSocket {
  constructor(url: string, protocols: string) {
    super(url, protocols);
    attempted++;
    this.once('message', (data) => {
      if (`${data}`.includes('connection_ack')) connected++;
    });
  }
}

interface Tab {
  readonly client: FrontdeskClient;
  /** What came, in its order. */
  readonly ids: string[];
  /** From commit to here, of what happened while it was connected. */
  readonly delays: number[];
  /** Resolves when its feed begins the next time. */
  next(): Promise<void>;
  /** Its network is gone. */
  cut(): void;
  close(): void;
}

function open(url: string, session: Tokens, id: string): Tab {
  const ids: string[] = [];
  const delays: number[] = [];
  let waiting: Array<() => void> = [];
  let socket: WebSocket | undefined;
  let liveSince = Number.POSITIVE_INFINITY;
  class OwnSocket extends CountedSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols);
      socket = this;
    }
  }
  const client = createFrontdeskClient({
    url: `${url}/graphql`,
    tokens: session,
    webSocketImpl: OwnSocket,
    backoff: { baseMs: 20, capMs: 500 },
  });
  client.subscribe<{ propertyEvents: { id: string; occurredAt: string } }>(
    feed,
    { id },
    {
      onEvent({ id: eventId, occurredAt }) {
        ids.push(eventId);
        const at = Date.parse(occurredAt);
        if (at >= liveSince) delays.push(Date.now() - at);
      },
      onReady() {
        liveSince = Date.now();
        for (const resolve of waiting.splice(0)) resolve();
      },
    },
  );
  return {
    client,
    ids,
    delays,
    next: () => new Promise((resolve) => void waiting.push(resolve)),
    cut: () => socket?.terminate(),
    close() {
      waiting = [];
      client.close();
    },
  };
}

it(`T5, F9, F15: of ${tries} connects and reconnects more than 99.9 % succeed, and nobody misses or repeats anything`, async () => {
  await using directory = await preparedDirectory();
  const program = startProgram({ DATA_DIR: directory.path, ...settings });
  const url = await program.ready();
  const salon = createFrontdeskClient({ url: `${url}/graphql` });
  const tabs: Tab[] = [];
  try {
    const { property } = await salon.query<{ property: { id: string } }>('{ property(slug: "lotus-salon") { id } }');
    const sessionOf = async (mailbox: string) => {
      const variables = { email: `${mailbox}@lotus-salon.example`, password: demoPassword };
      return (await salon.mutate<{ signIn: { session: Tokens } }>(signIn, variables)).signIn.session;
    };
    const sessions = await Promise.all(['owner', 'manager', 'staff'].map(sessionOf));
    salon.session.set(sessions[0] ?? null);
    const deadline = Date.now() + longestMs;
    for (let number = 0; number < 42; number++) {
      const tab = open(url, sessions[number % 3] as Tokens, property.id);
      tabs.push(tab);
      await tab.next();
    }
    // Some stay: how soon they hear is the figure. The others come and go.
    const staying = tabs.slice(0, 12);
    const going = tabs.slice(12);
    const isOver = () => attempted >= tries || Date.now() >= deadline;
    const written: string[] = [];
    const writes = async () => {
      for (let number = 0; !isOver(); number++) {
        const description = `Open until ${number}.`;
        await salon.mutate(
          'mutation ($input: UpdatePropertyInput!) { updateProperty(input: $input) { userErrors { code } } }',
          {
            input: { id: property.id, description },
          },
        );
        written.push(description);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const comesAndGoes = async (tab: Tab, index: number) => {
      for (let turn = index; !isOver(); turn++) {
        const back = tab.next();
        if (turn % 2 === 0) tab.cut();
        else {
          tab.client.disconnect();
          tab.client.connect();
        }
        await back;
      }
    };
    const began = Date.now();
    await Promise.all([writes(), ...going.map(comesAndGoes)]);
    const seconds = (Date.now() - began) / 1000;
    await expect
      .poll(() => new Set(tabs.map(({ ids }) => ids.length)), { timeout: 30_000 })
      .toEqual(new Set([written.length]));
    const delays = staying.flatMap((tab) => tab.delays).sort((a, b) => a - b);
    const at = (share: number) => delays[Math.floor(delays.length * share)];
    console.log(
      `${attempted} connects in ${seconds.toFixed(0)} s, ${connected} succeeded (${((100 * connected) / attempted).toFixed(3)} %); ` +
        `${delays.length} deliveries meanwhile: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${delays.at(-1)} ms`,
    );
    expect(attempted).toBeGreaterThanOrEqual(tries);
    expect(connected / attempted).toBeGreaterThan(0.999);
    // The same for all, in the same order, each once.
    const [first] = tabs;
    expect(new Set(first?.ids).size).toBe(written.length);
    for (const { ids } of tabs) expect(ids).toEqual(first?.ids);
  } finally {
    for (const tab of tabs) tab.close();
    salon.close();
    program.child.kill('SIGTERM');
    await program.ended();
  }
});
