import type { Logger } from 'pino';

/**
 * An error that nobody handles leaves the process in a state that nobody knows: it is logged, and the process ends.
 * The database holds what was acknowledged, and clients come back to whoever runs next.
 */
export function dieOfBugs(log: Logger): void {
  const die = (error: unknown) => {
    log.fatal({ err: error }, 'An error that nobody handled: the process ends.');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
