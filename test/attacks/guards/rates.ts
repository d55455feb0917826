import type { Guard } from './guard.js';

/** How much somebody may have, spend and take at once. */
export const rateGuards: readonly Guard[] = [
  {
    attack: 8,
    what: 'streams count as sockets',
    file: 'src/server/streams.ts',
    from: 'const release = this.#hold(asker);',
    to: 'const release = () => {};',
    red: ['rates', 'attack 8: the eleventh of a person is refused'],
  },
  {
    attack: 8,
    what: 'streams of an address',
    file: 'src/server/streams.ts',
    from: "ofAddress, 'An address')];",
    to: "1_000 * ofAddress, 'An address')];",
    red: ['rates', 'attack 8: the fifty-first of an address'],
  },
  {
    attack: 8,
    what: 'what a person may spend',
    file: 'src/server/purse.ts',
    from: ': { capacity: limits.LIMIT_USER_COST,',
    to: ': { capacity: 1_000_000_000,',
    red: ['rates', 'attack 8: a person spends what they have'],
  },
  {
    attack: 8,
    what: 'how many messages somebody sends',
    file: 'src/messaging/send-into.ts',
    from: 'const perSecond = app.config.limits.LIMIT_SENDS_PER_SECOND;',
    to: 'const perSecond = 1_000_000;',
    red: ['rates', 'attack 8: a person sends as many messages'],
  },
  {
    attack: 8,
    what: 'how long an operation takes',
    file: 'src/server/execute.ts',
    from: 'const { LIMIT_EXECUTION_MS: ms } = app.config.limits;',
    to: 'const ms = 3_600_000;',
    behind: { file: 'src/database/client.ts', from: 'statement_timeout: options.statementTimeoutMs,', to: '' },
    red: ['rates', 'attack 8: an operation that takes longer than it may'],
    nodes: 2,
  },
  {
    attack: 8,
    what: 'how long a statement takes',
    file: 'src/database/client.ts',
    from: 'statement_timeout: options.statementTimeoutMs,',
    to: '',
    red: ['rates', 'attack 8: an operation that takes longer than it may'],
    nodes: 2,
  },
  {
    attack: 8,
    what: 'what an address may spend',
    file: 'src/server/purse.ts',
    from: 'if (taken.allowed) {',
    to: 'if (taken) {',
    red: ['guessing', 'attack 8: an address without an account spends'],
  },
];
