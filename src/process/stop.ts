interface Stoppable {
  close(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has already sent to everybody: those two are one. */
const sameMoment = 500;

/**
 * The first signal lets running work end (`close` is bounded by what it closes, and here by `patienceMs`), a second
 * one ends the process at once. `app` answers what there is to close by then: nothing while it is still starting.
 */
export function stopOnSignals(app: () => Stoppable | undefined, patienceMs: number): void {
  let stoppingSince: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const running = app();
    if (running === undefined) process.exit(1);
    if (stoppingSince === undefined) {
      stoppingSince = Date.now();
      console.error('Stopping: running requests may end. Once more stops at once.');
      void stop(running, patienceMs);
    } else if (Date.now() - stoppingSince > sameMoment || signal === 'SIGTERM') {
      console.error('Stopped at once.');
      process.exit(1);
    }
  };
  for (const signal of signals) process.on(signal, onSignal);
}

async function stop(running: Stoppable, patienceMs: number): Promise<void> {
  const tooLong = setTimeout(() => {
    console.error(`Not everything ended within ${patienceMs / 1000} s: stopped at once.`);
    process.exit(1);
  }, patienceMs);
  try {
    await running.close();
    process.exitCode = 0;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  clearTimeout(tooLong);
  process.exit();
}
