import { randomUUID } from 'node:crypto';
import type { Expected } from './verdict.js';

const platform = 'U R R R R R A A R R';

export const operationsVerdicts: Record<string, Expected> = {
  //              anonymous guest provider staff manager owner admin super key key-without-scope
  realtimeStats: { document: '{ realtimeStats { connections } }', verdicts: { none: platform } },
  connections: { document: '{ connections { totalCount } }', verdicts: { none: platform } },
  disconnect: {
    document: 'mutation ($id: ID!) { disconnect(input: { connectionId: $id }) { userErrors { code } } }',
    variables: () => ({ id: randomUUID() }),
    verdicts: { none: platform },
  },
};
