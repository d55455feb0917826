/** Something that has to be visited because something may be due there. */
export interface Visited {
  /** Answers how many deliveries it wrote. */
  visit(): number;
}

/**
 * Visits whom it was told of, each once for all that came together, soon after: so that what happens within one turn goes
 * out in one write. With thousands to visit it stops every few milliseconds, and lets pings, queries and reads go on.
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

/** `delivered` is called with the number of deliveries of a slice. */
export function createWriterLoop(delivered: (count: number) => void): WriterLoop {
  let due: Visited[] = [];
  let next = 0;
  let scheduled = false;
  let waiting: Array<() => void> = [];

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(run);
  };
  const run = () => {
    scheduled = false;
    const until = performance.now() + sliceMs;
    let count = 0;
    for (let writer = due[next]; writer !== undefined; writer = due[next]) {
      next++;
      count += writer.visit();
      if (next % stride === 0 && performance.now() > until) break;
    }
    if (next === due.length) {
      due = [];
      next = 0;
    } else schedule();
    if (count > 0) delivered(count);
    if (due.length === 0 && waiting.length > 0) {
      const idle = waiting;
      waiting = [];
      for (const listener of idle) listener();
    }
  };
  return {
    add(writer) {
      due.push(writer);
      schedule();
    },
    whenIdle(listener) {
      if (due.length === 0) listener();
      else waiting.push(listener);
    },
  };
}
