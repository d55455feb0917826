import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.js';

/** JSON lines. Secrets and personal data are not logged; what slips into a known field is cut out here. */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    base: null,
    redact: {
      paths: ['authorization', '*.authorization', 'password', '*.password', 'token', '*.token', 'email', '*.email'],
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
