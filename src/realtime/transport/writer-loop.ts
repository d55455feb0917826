/** Something that has to be visited because something may be due there. */
export interface Visited {
  /** Answers how many deliveries it wrote. */
  visit(): number;
}

/**
 * Visits whom it was told of, each once for all that came together, soon after: so that what happens within one turn goes
 * out in one write. With thousands to visit it stops every few milliseconds, and lets pings, queries and reads go on. What
 * happened while it was at that is a burst: it rests then for as long as the round took, and what is still to come goes out
 * together.
 */
export interface WriterLoop {
  /** Whoever is added twice before the visit is visited twice. */
  add(writer: Visited): void;
  /** Calls it once all who are due now have been visited: at once when nobody is. */
  whenIdle(listener: () => void): void;
}

const sliceMs = 4;
/** Between two looks at the clock. */
const stride = 32;
/** A round that took less needs no rest. */
const shortMs = 1;
/** Nobody waits longer than this for others' sake. */
const longestRestMs = 8;
/** What is heard so soon after a round happened during it. */
const settlingMs = 1;

/** `delivered` is called with the number of deliveries of a slice. */
export function createWriterLoop(delivered: (count: number) => void): WriterLoop {
  /** Of this round. */
  let due: Visited[] = [];
  let next = 0;
  let spent = 0;
  let coming: Visited[] = [];
  /** When the last round ended, and how long it took if that was long. */
  let ended = 0;
  let took = 0;
  let bursting = false;
  let scheduled = false;
  /** Who waits for this round, and for the one that is coming. */
  let waiting: Array<() => void> = [];
  let waitingNext: Array<() => void> = [];

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    const rest = due.length > 0 || !bursting ? 0 : ended + Math.min(took, longestRestMs) - performance.now();
    if (rest > 0) setTimeout(run, rest);
    else setImmediate(run);
  };
  const run = () => {
    scheduled = false;
    if (due.length === 0) {
      [due, coming] = [coming, due];
      [waiting, waitingNext] = [waitingNext, waiting];
      bursting = false;
    }
    const begun = performance.now();
    let count = 0;
    for (let writer = due[next]; writer !== undefined; writer = due[next]) {
      next++;
      count += writer.visit();
      if (next % stride === 0 && performance.now() > begun + sliceMs) break;
    }
    const now = performance.now();
    spent += now - begun;
    let visited: Array<() => void> = [];
    if (next === due.length) {
      ended = now;
      visited = waiting;
      waiting = [];
      took = spent < shortMs ? 0 : spent;
      bursting = took > 0 && coming.length > 0;
      due = [];
      next = 0;
      spent = 0;
    }
    if (due.length + coming.length > 0) schedule();
    if (count > 0) delivered(count);
    for (const listener of visited) listener();
  };
  return {
    add(writer) {
      coming.push(writer);
      if (coming.length === 1 && due.length === 0 && took > 0) bursting = performance.now() < ended + settlingMs;
      schedule();
    },
    whenIdle(listener) {
      if (coming.length > 0) waitingNext.push(listener);
      else if (due.length > 0) waiting.push(listener);
      else listener();
    },
  };
}
