import { makeOperation, mapExchange, type Operation } from 'urql';

type Query = Operation['query'];
type Definition = Query['definitions'][number];
type Selections = Extract<Definition, { selectionSet: unknown }>['selectionSet'];

const known = new WeakMap<Query, Query>();

/**
 * The cache asks for `__typename` in every fragment, where the object around it asks for it already. Servers count each
 * of them: said once, a document is as large as its author wrote it.
 */
export const leanExchange = mapExchange({
  onOperation: (operation) =>
    operation.kind === 'teardown'
      ? operation
      : makeOperation(operation.kind, { ...operation, query: leanDocument(operation.query) }, operation.context),
});

export function leanDocument(query: Query): Query {
  let lean = known.get(query);
  if (lean === undefined) {
    const { loc: _, ...rest } = query;
    lean = { ...rest, definitions: query.definitions.map(leanDefinition) };
    known.set(query, lean);
  }
  return lean;
}

const leanDefinition = (definition: Definition): Definition =>
  'selectionSet' in definition
    ? ({
        ...definition,
        selectionSet: leanSelections(definition.selectionSet, definition.kind === 'FragmentDefinition'),
      } as Definition)
    : definition;

function leanSelections(set: Selections, withinObject: boolean): Selections {
  const selections = set.selections.map((selection) =>
    'selectionSet' in selection && selection.selectionSet !== undefined
      ? {
          ...selection,
          selectionSet: leanSelections(selection.selectionSet, selection.kind === 'InlineFragment'),
        }
      : selection,
  );
  const kept = selections.filter(
    (selection) =>
      !(selection.kind === 'Field' && selection.name.value === '__typename' && selection.alias === undefined),
  );
  // Nothing else may be asked for in there, and something must be.
  return { ...set, selections: withinObject && kept.length > 0 ? kept : selections } as Selections;
}
