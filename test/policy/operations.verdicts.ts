import { randomUUID } from 'node:crypto';
import type { Expected } from './verdict.js';

const platform = 'U R R R R R A A R R';

export const operationsVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  realtimeStats: { document: '{ realtimeStats { connections } }', verdicts: { none: platform } },
  limits: { document: '{ limits { name value } }', verdicts: { none: 'A A A A A A A A A A' } },
  jobQueues: { document: '{ jobQueues { name } }', verdicts: { none: platform } },
  retryJob: {
    document: 'mutation ($id: ID!) { retryJob(input: { id: $id }) { userErrors { code } } }',
    variables: () => ({ id: randomUUID() }),
    verdicts: { none: 'U R R R R R N N R R' },
  },
  connections: { document: '{ connections { totalCount } }', verdicts: { none: platform } },
  disconnect: {
    document: 'mutation ($id: ID!) { disconnect(input: { connectionId: $id }) { userErrors { code } } }',
    variables: () => ({ id: randomUUID() }),
    verdicts: { none: platform },
  },
};
