import type { Policy, Rule } from '../policy/rule.js';

const platform: Rule = { admin: 'all', superAdmin: 'all' };

export const jobPolicy = { jobQueues: platform, retryJob: platform } as const satisfies Policy;
