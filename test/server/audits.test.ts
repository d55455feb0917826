import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';

let running: RunningApp;
beforeAll(async () => {
  // The audits ask more often than a stranger may.
  running = await startApp({ LIMIT_ANONYMOUS_COST: '100000' });
});
afterAll(() => running.close());

for (const audit of serverAudits({ url: async () => `${running.url}/graphql`, fetchFn: fetch })) {
  it(`T1: GraphQL over HTTP, ${audit.id}: ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
  });
}
