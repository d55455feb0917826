import { afterAll, beforeAll, expect, it } from 'vitest';
import { newSecret, serviceKeyPrefix } from '../../src/accounts/tokens.js';
import { scopes } from '../../src/policy/rule.js';
import { type RunningApp, startApp } from '../support/app.js';
import { transports } from '../support/transports.js';

let running: RunningApp;
let key: string;
beforeAll(async () => {
  running = await startApp({
    NODE_ENV: 'production',
    AUTH_SECRET: 'a secret of thirty-two characters and more',
    PUBLIC_URL: 'https://desk.example',
  });
  const { secret, hash } = newSecret(serviceKeyPrefix);
  key = secret;
  await running.app.database.prisma.serviceKey.create({
    data: { name: 'All there is', prefix: 'fdk_', hash, scopes: [...scopes] },
  });
});
afterAll(() => running.close());

it.each(Object.entries(transports))(
  'threat 3: production does not show its schema to programs, over %s',
  async (_name, ask) => {
    for (const query of ['{ __schema { queryType { name } } }', '{ __type(name: "User") { name } }'])
      expect((await ask(running, query, {}, key)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await ask(running, '{ __typename }', {}, key)).data).toEqual({ __typename: 'Query' });
  },
);
