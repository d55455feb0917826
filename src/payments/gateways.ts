import type { Config } from '../config.js';
import { deskGateway } from './desk-gateway.js';
import type { Gateway } from './gateway.js';
import { stripeGateway } from './stripe-gateway.js';

/** Those that are configured, by name. */
export type Gateways = ReadonlyMap<string, Gateway>;

export function createGateways(config: Pick<Config, 'stripe'>): Gateways {
  const all: ReadonlyArray<Gateway | undefined> = [deskGateway, stripeGateway(config.stripe)];
  return new Map(all.flatMap((gateway) => (gateway === undefined ? [] : [[gateway.name, gateway] as const])));
}
