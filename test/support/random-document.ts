import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A selection of a type of which `chance` says what is in it. Valid: each field stands there once, under its own name. */
export function randomSelection(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  chance: () => number,
  depth = 2,
): string {
  const taken = new Set(['__typename']);
  const own = isObjectType(type) || isInterfaceType(type) ? fieldsOf(schema, type, chance, depth, taken) : [];
  const parts = ['__typename', ...own];
  if (isAbstractType(type))
    for (const possible of schema.getPossibleTypes(type)) {
      // An alias for each: fields of the same name may have other types elsewhere.
      if (chance() < 0.5) continue;
      const fields = fieldsOf(schema, possible, chance, depth, taken, `${possible.name}_`);
      if (fields.length > 0) parts.push(`... on ${possible.name} { ${fields.join(' ')} }`);
    }
  return `{ ${parts.join(' ')} }`;
}

function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType & { getFields(): Record<string, GraphQLField<unknown, unknown>> },
  chance: () => number,
  depth: number,
  taken: Set<string>,
  prefix = '',
): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument) || taken.has(prefix + field.name) || chance() < 0.6) return [];
    const named = getNamedType(field.type as GraphQLOutputType);
    if (!isLeafType(named) && depth === 0) return [];
    taken.add(prefix + field.name);
    const name = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`;
    return isLeafType(named) ? [name] : [`${name} ${randomSelection(schema, named, chance, depth - 1)}`];
  });
}
