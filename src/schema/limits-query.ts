import { limitSettings, type Limits } from '../limits.js';
import { builder } from './builder.js';

const Limit = builder.objectRef<{ name: keyof Limits; value: number }>('Limit').implement({
  description: 'A limit of this server. The same over HTTP, SSE and WebSocket.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The setting that decides it: `LIMIT_COST`.' }),
    value: t.exposeFloat('value', { description: 'What it is here.' }),
    description: t.string({
      description: 'What it is of, with its unit.',
      resolve: ({ name }) => limitSettings[name].description,
    }),
  }),
});

builder.queryField('limits', (t) =>
  t.field({
    type: [Limit],
    description:
      'Every limit and what it is on this server, for everybody: sizes, costs, rates. What an operation costs is in `extensions.cost` of its answer; how long to wait, in the error that says no.',
    complexity: 1,
    resolve: (_root, _args, { app }) =>
      Object.entries(app.config.limits).map(([name, value]) => ({ name: name as keyof Limits, value })),
  }),
);
