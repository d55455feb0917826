import './scalars.js';
import './user-errors.js';
import '../accounts/schema.js';
import '../properties/schema.js';
import { builder } from './builder.js';

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description: 'Everything that can be done. Each takes one `input` and answers with `userErrors`.',
});

export const schema = builder.toSchema();
