import { frontdesk } from './frontdesk.js';
import { peers, type Target } from './targets.js';

export const targets: readonly Target[] = [frontdesk, ...peers];
