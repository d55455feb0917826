import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { pathToFileURL } from 'node:url';
import { getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import { eventually } from '../support/eventually.js';
import { transports } from '../support/transports.js';
import { done, inDays } from './support/acting.js';
import { browserKeys } from './support/browser-keys.js';
import { idAt } from './support/id-types.js';
import { documentOf, type Given, type Operation, operations, variablesOf } from './support/inputs.js';
import { withoutRates } from './support/nodes.js';
import { type OwnNodes, startOwnNodes } from './support/own-nodes.js';
import { tokenAs } from './support/target.js';

const name = 'push.whoever.example';
const { publicKey, privateKey } = webPush.generateVAPIDKeys();

/** Counts who knocks, and opens to nobody. */
class Listener {
  knocks = 0;
  readonly server: Server = createServer((socket) => {
    this.knocks += 1;
    socket.destroy();
  });

  static async start(): Promise<Listener> {
    const listener = new Listener();
    listener.server.listen(0, '127.0.0.1');
    await once(listener.server, 'listening');
    return listener;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}

const kinds = ['guarded', 'anywhere'] as const;
type Kind = (typeof kinds)[number];
const listeners = {} as Record<Kind, Listener>;
let own: OwnNodes<Kind>;

/** Two nodes that differ in one setting: the one sends web push to public addresses, the other one anywhere. */
beforeAll(async () => {
  for (const kind of kinds) listeners[kind] = await Listener.start();
  const preload = pathToFileURL('test/attacks/support/name-that-leads-here.mjs').href;
  const settings = (kind: Kind) => ({
    ...withoutRates,
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: 'mailto:push@example.com',
    PUSH_ANYWHERE: kind === 'anywhere' ? '1' : '0',
    NODE_OPTIONS: `--import=${preload}`,
    NAME_THAT_LEADS_HERE: name,
    PORT_OF_THE_LISTENER: `${listeners[kind].port}`,
  });
  own = await startOwnNodes({ guarded: settings('guarded'), anywhere: settings('anywhere') });
});
afterAll(async () => {
  await own?.stop();
  for (const { server } of Object.values(listeners)) server.close();
});

/** Where a person may write an address: those that the schema calls so, and texts that others might look into. */
const takesAddress: (place: Parameters<Given>[0]) => boolean = ({ name: place, argument }) => {
  const type = getNamedType(argument.type).name;
  return type === 'URL' || (type === 'String' && /url|endpoint|hook|link|image|icon|picture|body/i.test(place));
};

/** What takes one, and where. */
const places = new Map<Operation, string[]>();
for (const operation of operations.filter(({ kind }) => kind === 'mutation'))
  variablesOf(operation, (place) => {
    if (takesAddress(place)) places.set(operation, [...(places.get(operation) ?? []), place.path]);
    return undefined;
  });

/** Everything that takes an address gets this one, from whoever may. */
async function giveEverywhere(kind: Kind, address: string): Promise<void> {
  for (const operation of places.keys())
    for (const role of ['owner', 'guest'] as const) {
      const variables = variablesOf(operation, (place) => {
        if (takesAddress(place)) return address;
        if (place.name in browserKeys) return browserKeys[place.name as keyof typeof browserKeys];
        return getNamedType(place.argument.type).name === 'ID' ? idAt(place.path, own.tenant) : undefined;
      });
      await transports.HTTP(own.nodes[kind], documentOf(operation), variables, await tokenAs(role, own.tenant));
    }
}

/** The guest has a browser there, and is told something. Resolves when somebody has knocked there, or it is given up. */
async function push(kind: Kind, endpoint: string): Promise<{ refusals: number }> {
  const [node, guest] = [own.nodes[kind], await tokenAs('guest', own.tenant)];
  await done(node, guest, 'registerPushSubscription', { endpoint, ...browserKeys });
  const slot = { offeringId: own.tenant.ids.Offering, from: inDays(30), to: inDays(31) };
  const { booking } = await done(node, guest, 'createBooking', slot, 'booking { id }');
  await done(node, await tokenAs('staff', own.tenant), 'cancelBooking', { id: booking.id });
  const refusals = async () => (await readFile(node.log, 'utf8')).split('"problem":"PUSH_REFUSED"').length - 1;
  await eventually(async () => expect((await refusals()) + listeners[kind].knocks).toBeGreaterThan(0), 60_000);
  return { refusals: await refusals() };
}

describe('attack 24: a name that leads inside', () => {
  it('attack 24: the places that take an address are the ones that were thought of', () => {
    expect([...places.values()].flat()).toEqual(
      expect.arrayContaining([
        'registerPushSubscription.input.endpoint',
        'updateProfile.input.avatarUrl',
        'updateProperty.input.website',
        'sendMessage.input.body',
      ]),
    );
  });

  it('attack 24: nobody is called at a name that leads inside, whatever a person gives it for', async () => {
    await giveEverywhere('guarded', `http://${name}:${listeners.guarded.port}/`);
    await giveEverywhere('guarded', `https://${name}/ssrf`);
    const { refusals } = await push('guarded', `https://${name}/push`);
    expect(listeners.guarded.knocks).toBe(0);
    expect(refusals).toBeGreaterThan(0);
  });

  it('attack 24: without that guard it would be called, or this would prove nothing', async () => {
    await push('anywhere', `https://${name}/push`);
    expect(listeners.anywhere.knocks).toBeGreaterThan(0);
  });
});
