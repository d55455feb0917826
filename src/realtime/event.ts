import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Origin } from './audited.js';

/** A typed fact about the past. Made by the constructor of its definition, written by `append`. */
export interface NewEvent<Payload = unknown> {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly payload: Payload;
  /** The streams that carry it: each of them gives it a seq of its own. */
  readonly streams: readonly string[];
  /** Whether those who run the platform hear of it too. */
  readonly relayed: boolean;
  /** Whether it stands in the audit trail. */
  readonly audited: boolean;
  /** From where it was done, where its transaction does not say so. */
  readonly origin?: Origin;
  /** When it happened, where that is known already. Otherwise the database says so as it is written. */
  readonly at?: Date;
}

export interface EventDefinition<Type extends string, Payload> {
  /** `streams`: where its definition cannot tell them from the payload. */
  (actor: EventActor, payload: Payload, streams?: readonly string[]): NewEvent<Payload>;
  readonly type: Type;
  readonly payload: z.ZodType<Payload>;
  readonly description: string;
  readonly relayed: boolean;
}

/** Anything that knows how it is called in the log: `user:{id}`, `key:{id}` or `system`. */
export interface EventActor {
  readonly key: string;
}

export const system: EventActor = { key: 'system' };

const relayedTypes = new Set<string>();
const rightsChangers = new Map<string, (payload: unknown) => readonly string[]>();

/**
 * An event is defined once, beside its noun: what it carries and who hears of it. The answer is its constructor.
 * `payload` must survive JSON.
 */
export function defineEvent<const Type extends string, Payload>(definition: {
  type: Type;
  description: string;
  payload: z.ZodType<Payload>;
  /** Left out: the caller says where it goes. */
  streams?: (payload: Payload) => readonly string[];
  /** True: it is copied to the stream of the platform, for those who run it. */
  relayed?: boolean;
  /** False: it is no act that somebody may have to answer for, or it is kept in another way. True when it is left out. */
  audited?: boolean;
  /** The keys of those whose rights it changes: their readers of its stream are checked before they see it. */
  changesRightsOf?: (payload: Payload) => readonly string[];
}): EventDefinition<Type, Payload> {
  if (definition.changesRightsOf !== undefined) {
    const { payload, changesRightsOf } = definition;
    rightsChangers.set(definition.type, (stored) => changesRightsOf(payload.parse(stored)));
  }
  if (definition.relayed === true) relayedTypes.add(definition.type);
  const construct = (
    actor: EventActor,
    payload: Payload,
    streams = definition.streams?.(payload) ?? [],
  ): NewEvent<Payload> => ({
    id: randomUUID(),
    type: definition.type,
    actor: actor.key,
    payload,
    streams: [...new Set(streams)],
    relayed: definition.relayed ?? false,
    audited: definition.audited ?? true,
  });
  return Object.assign(construct, {
    type: definition.type,
    payload: definition.payload,
    description: definition.description,
    relayed: definition.relayed ?? false,
  });
}

/** Whether those who run the platform may hear of it. */
export const mayBeRelayed = ({ type }: { type: string }): boolean => relayedTypes.has(type);

export const mayChangeRights = ({ type }: { type: string }): boolean => rightsChangers.has(type);

/** The same, of somebody, by their key. */
export function mayChangeRightsOf(key: string, { type, payload }: { type: string; payload: unknown }): boolean {
  return rightsChangers.get(type)?.(payload).includes(key) === true;
}
