import { accounts } from './ko/accounts.js';
import { admin } from './ko/admin.js';
import { common } from './ko/common.js';
import { properties } from './ko/properties.js';
import { shell } from './ko/shell.js';
import type { Catalog } from './text.js';

export const ko: Catalog = {
  ...common,
  ...shell,
  ...accounts,
  ...properties,
  ...admin,
};
