import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Random } from './random.js';

interface Pair {
  readonly client: Socket;
  readonly node: Socket;
}

/** What stands between clients and nodes: a load balancer without stickiness, and a network that can be bad. */
export class Link {
  readonly #pairs = new Set<Pair>();
  readonly #server: Server;
  #delayMs = 0;
  #deaf = false;
  #port = 0;

  private constructor(
    readonly random: Random,
    readonly ports: readonly [number, ...number[]],
  ) {
    this.#server = createServer((client) => this.#accept(client));
  }

  static async open(ports: readonly [number, ...number[]], seed: number): Promise<Link> {
    const link = new Link(new Random(seed), ports);
    await new Promise<void>((resolve) => link.#server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql`;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Cuts a share of the connections, without a word. */
  cut(share: number): void {
    for (const pair of this.#pairs) if (this.random.next() < share) drop(pair);
  }

  /** Nothing comes through any more, and nobody is told. */
  goDeaf(): void {
    this.#deaf = true;
    for (const { client, node } of this.#pairs) {
      client.pause();
      node.pause();
    }
  }

  /** What was open then is dead; what comes now goes through. */
  hearAgain(): void {
    this.#deaf = false;
    for (const pair of this.#pairs) drop(pair);
  }

  /** Whoever was connected is cut, and nobody gets through. */
  async goDown(): Promise<void> {
    const { port } = this.#server.address() as AddressInfo;
    this.#port = port;
    this.cut(1);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** At the same address. */
  async comeUp(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  slow(milliseconds: number): void {
    this.#delayMs = milliseconds;
  }

  async close(): Promise<void> {
    for (const pair of this.#pairs) drop(pair);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    client.on('error', () => {});
    const first = Math.floor(this.random.next() * this.ports.length);
    this.#try(client, first, this.ports.length);
  }

  /** A node that does not take the connection is passed over, as a load balancer does. */
  #try(client: Socket, index: number, left: number): void {
    if (left === 0) {
      client.destroy();
      return;
    }
    const node = connect(this.ports[index % this.ports.length] ?? 0, '127.0.0.1');
    const next = () => this.#try(client, index + 1, left - 1);
    node.once('error', next);
    node.once('connect', () => {
      node.off('error', next);
      this.#join({ client, node });
    });
  }

  #join(pair: Pair): void {
    this.#pairs.add(pair);
    const { client, node } = pair;
    for (const [from, to] of [
      [client, node],
      [node, client],
    ] as const) {
      // What comes later never overtakes what is under way, however slow the link was then.
      let free = 0;
      const underWay: Buffer[] = [];
      from.on('data', (data) => {
        free = Math.max(free, Date.now() + this.#delayMs);
        if (this.#delayMs === 0 && underWay.length === 0) {
          to.write(data);
          return;
        }
        underWay.push(data);
        // Each writes what is the oldest then.
        setTimeout(() => to.write(underWay.shift() ?? ''), free - Date.now());
      });
      from.on('error', () => {});
      from.on('close', () => {
        this.#pairs.delete(pair);
        setTimeout(() => to.destroy(), this.#delayMs);
      });
    }
    if (this.#deaf) {
      client.pause();
      node.pause();
    }
  }
}

function drop({ client, node }: Pair): void {
  client.destroy();
  node.destroy();
}
