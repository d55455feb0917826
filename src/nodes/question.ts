import type { ListPlace } from '../schema/place-cursor.js';
import type { Lag } from './lag-window.js';

/** What one node may ask all of them. */
export type Question =
  | { readonly about: 'stats' }
  | { readonly about: 'connections'; readonly page: ConnectionPage }
  | { readonly about: 'disconnect'; readonly target: Target };

/** The newest first, unless `inverted`. */
export interface ConnectionPage {
  readonly filter: ConnectionFilter;
  readonly before: Place | null;
  readonly after: Place | null;
  readonly limit: number;
  readonly inverted: boolean;
}

/** A `ListPlace` that survives JSON. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

export const toPlace = (place: ListPlace | undefined): Place | null =>
  place === undefined ? null : { at: place.at.toISOString(), id: place.id };

export interface ConnectionFilter {
  readonly userId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly feed?: string | undefined;
}

/** Exactly one of them. */
export interface Target {
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly subscriptionId?: string | undefined;
}

export interface NodeStats {
  readonly id: string;
  readonly startedAt: string;
  readonly version: string;
  readonly webSockets: number;
  readonly sseStreams: number;
  /** Who is connected, each once. */
  readonly userIds: readonly string[];
  /** How many follow each feed. */
  readonly feeds: Readonly<Record<string, number>>;
  /** How many streams of the log are followed. */
  readonly streams: number;
  readonly eventsPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly lag: Lag | null;
  readonly reachesOthers: boolean;
}

export interface ConnectionRow {
  readonly id: string;
  readonly nodeId: string;
  readonly transport: 'websocket' | 'sse';
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly serviceKeyId: string | null;
  readonly address: string;
  readonly userAgent: string;
  readonly connectedAt: string;
  readonly subscriptions: ReadonlyArray<{ readonly id: string; readonly feed: string; readonly startedAt: string }>;
}

export type Answer =
  | { readonly about: 'stats'; readonly stats: NodeStats }
  | { readonly about: 'connections'; readonly count: number; readonly rows: readonly ConnectionRow[] }
  | { readonly about: 'disconnect'; readonly ended: number };
