/** What a thing costs, as it was measured. Seconds are of CPU, of one core. */
export interface Costs {
  readonly machine: string;
  readonly at: string;
  /** Bytes that a node keeps for a socket that follows a feed. */
  readonly socketBytes: number;
  /** Of a node, to take a client in: upgrade, token, handshake, subscription. */
  readonly connectSeconds: number;
  /** Of a node, each second, for a socket that is quiet. */
  readonly idleSocketSeconds: number;
  /** Of PostgreSQL, each second, for a stream that somebody reads: the clock that asks where it stands. */
  readonly idleStreamSeconds: number;
  /** Of a node that has readers of it, for an event: taken in, read, executed, put into bytes. */
  readonly eventSeconds: number;
  /** Of the same node, for each of the readers: more where the state of its sockets no longer fits into the caches. */
  readonly deliveries: readonly DeliveryCost[];
  /** Of a node that has no reader of it, for an event. */
  readonly pokeSeconds: number;
  /** Of the node that takes a write in: the smallest one that there is, `triggerEvent`. */
  readonly writeSeconds: number;
  /** Of PostgreSQL, for it. */
  readonly databaseSeconds: number;
  /** Of Redis, to take a poke in, and to hand it to one node. */
  readonly publishSeconds: number;
  readonly subscriberSeconds: number;
  /** On the wire, for each reader. */
  readonly frameBytes: number;
  /** In the database, for an event, with its indexes; and in the write-ahead log. */
  readonly eventBytes: number;
  readonly walBytes: number;
}

/** What a delivery costs at a node that has so many sockets. */
export interface DeliveryCost {
  readonly sockets: number;
  readonly seconds: number;
}

/** One size that no cost was made from, beside what the costs say of it. */
export interface Check {
  readonly sockets: number;
  readonly what: string;
  readonly unit: string;
  readonly predicted: number;
  readonly measured: number;
}

export interface Capacity {
  readonly costs: Costs;
  readonly checks: readonly Check[];
}
