import { messagingPolicy } from '../messaging/policy.js';
import type { Policy } from '../policy/rule.js';

export const attachmentPolicy = {
  requestUpload: { ...messagingPolicy.setTyping },
  completeUpload: { user: 'own' },
} as const satisfies Policy;
