import './scalars.js';
import './user-errors.js';
import '../accounts/schema.js';
import '../accounts/account-schema.js';
import '../accounts/block-schema.js';
import '../accounts/profile-schema.js';
import '../accounts/service-key-schema.js';
import '../accounts/session-schema.js';
import '../accounts/settings-schema.js';
import { builder } from './builder.js';

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description: 'Everything that can be done. Each takes one `input` and answers with `userErrors`.',
});

export const schema = builder.toSchema();
