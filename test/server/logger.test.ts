import { expect, it } from 'vitest';
import { createLogger } from '../../src/server/logger.js';

it('threat 26: cuts secrets and addresses out of what is logged by mistake', () => {
  const lines: string[] = [];
  const log = createLogger({ logLevel: 'info' }, { write: (line) => void lines.push(line) });
  const secrets = { authorization: 'canary-1', password: 'canary-2', token: 'canary-3', email: 'canary-4' };
  log.info({ ...secrets, headers: secrets, input: secrets, requestId: 'kept' }, 'request');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('canary');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ password: '[redacted]', requestId: 'kept', msg: 'request' });
});
