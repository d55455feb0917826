/** What is measured in each round, and how long. */
export interface Sizes {
  readonly rounds: number;
  /** Sockets at the node, all of one stream, in the order of their number: from these the costs are made … */
  readonly sockets: readonly number[];
  /** … and these say whether the costs hold. */
  readonly checked: readonly number[];
  /** At these, what a socket takes while it is quiet is looked at, too: the largest makes the cost, the other checks it. */
  readonly watched: readonly number[];
  /** Deliveries at each size, and events at least, before and while it is measured. */
  readonly deliveries: number;
  readonly leastEvents: number;
  /** Streams of one reader each, so that the clock is seen; and events to all of them together. */
  readonly streams: number;
  readonly streamEvents: number;
  /** Of these, each has ten readers. */
  readonly streamsOfTen: number;
  /** Each socket is pinged every twelve seconds, all of them at once: a quiet window has one of these pings. */
  readonly quietSeconds: number;
  readonly pokes: number;
}

export const readersOfTen = 10;

/** About nine minutes on two cores. */
export const full: Sizes = {
  rounds: 3,
  sockets: [1_000, 2_000, 4_000, 9_000],
  checked: [3_000, 6_000],
  watched: [6_000, 9_000],
  deliveries: 300_000,
  leastEvents: 40,
  streams: 2_000,
  streamEvents: 800,
  streamsOfTen: 100,
  quietSeconds: 12,
  pokes: 8_000,
};

/** Whether it works, not what it costs. */
export const small: Sizes = {
  rounds: 1,
  sockets: [20, 40, 80, 180],
  checked: [60, 120],
  watched: [120, 180],
  deliveries: 200,
  leastEvents: 5,
  streams: 20,
  streamEvents: 20,
  streamsOfTen: 2,
  quietSeconds: 1,
  pokes: 200,
};
