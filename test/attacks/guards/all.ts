import { contentGuards } from './contents.js';
import { documentGuards } from './documents.js';
import type { Guard } from './guard.js';
import { moneyGuards } from './money.js';
import { peopleGuards } from './people.js';
import { rateGuards } from './rates.js';
import { rightsGuards } from './rights.js';
import { transportGuards } from './transports.js';
import { visibleGuards } from './visible.js';

export const guards: readonly Guard[] = [
  ...documentGuards,
  ...transportGuards,
  ...rateGuards,
  ...peopleGuards,
  ...rightsGuards,
  ...visibleGuards,
  ...moneyGuards,
  ...contentGuards,
].toSorted((one, other) => one.attack - other.attack);
