export type Handshake = 'graphql' | 'raw' | 'socket.io';

/** What the load client is asked to do, over its IPC channel. */
export interface Plan {
  port: number;
  handshake: Handshake;
  compressed: boolean;
  /** One per person, used in turn. */
  tokens: string[];
  /** The subscribe message of each stream. */
  subscribe: string[];
  subscribers: number;
  /** Connections that are being opened at the same time. */
  opening: number;
}

export interface Publish {
  port: number;
  path: string;
  headers: Record<string, string>;
  /** The body for one event on each stream; `{n}` is replaced by its number. */
  bodies: string[];
}

export interface Publishing {
  publish: Publish;
  events: number;
  inFlight: number;
  /** More than those, until so much time has passed. */
  warmUpMs?: number;
}

/** First so many events to warm up, for as long as that is to take. */
export interface Measurement extends Publishing {
  warmUp: number;
  /** Events per second, whatever has arrived. Without it, each event waits for a place among those in flight. */
  rate?: number;
}

export interface Connected {
  milliseconds: number;
}

export interface Measured {
  deliveries: number;
  seconds: number;
  /** Of this process: it must not be what is measured. */
  clientCpuSeconds: number;
  p50: number;
  p99: number;
  /** From the answer to the write, so after its commit, to the client. Negative values count as 0. */
  afterCommit: { p50: number; p99: number };
  frameBytes: number;
}

export type Request =
  | { kind: 'connect'; plan: Plan }
  | { kind: 'leave'; stay: number }
  | { kind: 'publish'; measurement: Publishing }
  | { kind: 'measure'; measurement: Measurement }
  | { kind: 'stop' };
export type Reply =
  | { kind: 'published' }
  | { kind: 'connected'; connected: Connected }
  | { kind: 'left' }
  | { kind: 'warm' }
  | { kind: 'measured'; measured: Measured };
