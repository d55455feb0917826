import type { Logger } from 'pino';

/** A loop over what waits in a table. */
export interface Drain {
  /** Something was written: looks soon. */
  nudge(): void;
  /** Resolves when what is being done is done. */
  close(): Promise<void>;
}

const pollMs = 1_000;

export interface DrainOptions {
  readonly log: Logger;
  readonly name: string;
  /** Takes some of it. Answers whether there may be more; when it throws, that is logged and tried again. */
  readonly run: () => Promise<boolean>;
  /** Whether there is anything: asked each second before it runs, where that is cheaper than running for nothing. */
  readonly isWaiting?: () => Promise<boolean>;
}

/**
 * Runs whenever it is nudged, and each second besides: a nudge that is lost costs a second. Never twice at a time on a
 * node.
 */
export function startDrain({ log, name, run, isWaiting = async () => true }: DrainOptions): Drain {
  let closed = false;
  let nudged = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const all = async () => {
    clearTimeout(timer);
    do {
      const told = nudged;
      nudged = false;
      try {
        if (told || (await isWaiting())) while (!closed && (await run()));
      } catch (error) {
        nudged = false;
        log.warn({ err: error, drain: name }, 'It will be tried again');
      }
    } while (nudged && !closed);
    running = undefined;
    if (!closed) timer = setTimeout(start, pollMs);
  };
  const start = () => {
    running ??= all();
  };
  start();
  return {
    nudge() {
      if (closed) return;
      nudged = true;
      start();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
