import { expect, inject, vi } from 'vitest';
import type { TokenStore } from '../../src/client/index.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { forgetNotifications } from '../../src/notifications/forget-notifications.js';
import { Link } from '../faults/link.js';
import { type RunningApp, startApp } from '../support/app.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { startTwoNodes } from '../support/two-nodes.js';
import { Device } from './device.js';
import type { Item } from './watch.js';

/** Asks until it is so, as seldom as somebody who has limits to keep. */
export const patiently = <T>(assertion: () => Promise<T>, timeout = 20_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 250 });

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Where a story is played: one node on the embedded database, or two nodes with PostgreSQL and Redis between them. Nobody
 * writes into the database: people come in by the front door, and what is mailed is read from the dev mailbox.
 */
export class Stage implements AsyncDisposable {
  readonly #devices: Device[] = [];
  #turn = 0;
  #administrator: Promise<Device> | undefined;

  private constructor(
    readonly nodes: readonly RunningApp[],
    readonly close: () => Promise<void>,
    /** What is between the nodes, if there are two. */
    readonly redis?: RedisServer,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<Stage> {
    // Everybody of a story comes from one address. What a person may do is limited as it is elsewhere.
    // A busy machine hashes passwords slowly, which is not what a story is about.
    const env = { DEMO: '1', LIMIT_ANONYMOUS_COST: '100000', LIMIT_EXECUTION_MS: '30000', ...settings };
    if (inject('engine') === 'embedded') {
      const node = await startApp(env);
      return new Stage([node], () => node.close());
    }
    const redis = await startRedis();
    const { nodes, close } = await startTwoNodes({ ...env, REDIS_URL: redis.url });
    const end = async () => {
      redis.resume();
      await close();
      await redis.close();
    };
    return new Stage(nodes, end, redis);
  }

  /** The next device is at the next node. */
  get url(): string {
    const node = this.nodes[this.#turn++ % this.nodes.length];
    if (node === undefined) throw new Error('A stage has a node.');
    return node.url;
  }

  /** A network of its own, that can be lost: a load balancer without stickiness before all nodes. */
  network(): Promise<Link> {
    const [first = 0, ...others] = this.nodes.map(({ url }) => Number(new URL(url).port));
    return Link.open([first, ...others], 1);
  }

  /** Nobody is signed in to it, unless it has the session of another one, as the tabs of a browser have. */
  device(url = this.url, tokens: TokenStore | null = null): Device {
    const device = new Device(url, tokens);
    this.#devices.push(device);
    return device;
  }

  async signUp(name: string): Promise<Person> {
    const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.com`;
    const password = `the password of ${name}`.toLowerCase();
    // It does not count as a device: else everybody's would be at the same node.
    const device = this.device(this.nodes[0]?.url);
    const { viewer } = await device.do('signUp', { name, email, password }, 'viewer { user { id } }');
    return { id: viewer.user.id, name, email, password };
  }

  /** A device of theirs more, with a session of its own. */
  async signIn({ email, password }: Pick<Person, 'email' | 'password'>, url = this.url): Promise<Device> {
    const device = this.device(url);
    const selection = 'session { accessToken refreshToken expiresAt }';
    device.client.session.set((await device.do('signIn', { email, password }, selection)).session);
    return device;
  }

  /** Somebody new, and a device of theirs. */
  async comes(name: string): Promise<Person & { device: Device }> {
    const person = await this.signUp(name);
    return { ...person, device: await this.signIn(person) };
  }

  /** The super administrator of the demo. */
  administrator(): Promise<Device> {
    this.#administrator ??= this.signIn({ email: 'super@frontdesk.example', password: demoPassword });
    return this.#administrator;
  }

  /** The mail to an address with this in its subject, once it has come. */
  async mailTo(email: string, subject: RegExp, timeout?: number): Promise<Item> {
    const administrator = await this.administrator();
    return patiently(async () => {
      const { devMailbox } = await administrator.ask(
        'query ($to: EmailAddress!) { devMailbox(to: $to, first: 20) { nodes { subject text html } } }',
        { to: email },
      );
      const mail = devMailbox.nodes.find((each: Item) => subject.test(each.subject));
      expect(mail, `to ${email}: ${devMailbox.nodes.map((each: Item) => each.subject)}`).toBeDefined();
      return mail;
    }, timeout);
  }

  /**
   * As if so many days had passed for what people were told, and the job that forgets had run. It is the one thing here
   * that nobody can do from outside.
   */
  async daysPass(days: number): Promise<void> {
    const [first] = this.nodes;
    if (first === undefined) return;
    const { app } = first;
    await app.database.query('UPDATE notification SET created_at = created_at - make_interval(days => $1)', [days]);
    await forgetNotifications(app.database);
  }

  /** How long each event took from its commit to each screen that was on, in milliseconds. */
  get delays(): number[] {
    return this.#devices.flatMap(({ watches }) => watches.flatMap(({ delays }) => delays)).sort((a, b) => a - b);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const device of this.#devices) device.close();
    await this.close();
  }
}
