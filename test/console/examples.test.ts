import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/schema/index.js';
import { examples } from '../../web/graphiql/examples.js';

it.each(examples.map(({ query }, index) => [index + 1, query] as const))(
  'C10: example tab %i of GraphiQL is valid',
  (_tab, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  },
);

it('C10: the variables of each example are those of its operations', () => {
  for (const { query, variables } of examples) {
    const known = parse(query).definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition'
        ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    );
    expect(Object.keys(JSON.parse(variables ?? '{}')).sort()).toEqual([...new Set(known)].sort());
  }
});
