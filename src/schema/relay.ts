import { type GraphQLSchema, isObjectType } from 'graphql';
import { Fault } from '../errors.js';
import { decodeId } from './ids.js';
import { defaultPage, largestPage } from './pages.js';

interface NodeId {
  typename: string;
  id: string;
}

/** How ids, pages and nodes are called and what they say about themselves. */
export const relayOptions = {
  clientMutationId: 'omit',
  cursorType: 'String',
  decodeGlobalID: decodeId,
  nodesOnConnection: { description: 'The objects of this page, for those who need no cursors.' },
  defaultConnectionTypeOptions: { description: 'A page of a list.' },
  defaultEdgeTypeOptions: { description: 'An object of a page, with its place in the list.' },
  nodeTypeOptions: { description: 'Anything that has a global id.' },
  idFieldOptions: { description: 'The global id.' },
  pageInfoTypeOptions: { description: 'Where this page lies in its list.' },
  hasNextPageFieldOptions: { description: 'Whether there is more behind this page.' },
  hasPreviousPageFieldOptions: { description: 'Whether there is more before this page.' },
  startCursorFieldOptions: { description: 'The cursor of the first object of this page: give it as `before`.' },
  endCursorFieldOptions: { description: 'The cursor of the last object of this page: give it as `after`.' },
  edgesFieldOptions: { description: 'The objects of this page with their cursors.' },
  pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
  nodeFieldOptions: { description: 'The object.' },
  cursorFieldOptions: { description: 'Its place in the list.' },
  firstArgOptions: {
    description: `How many from the beginning: 1 to ${largestPage}, ${defaultPage} by default, unless its operator says otherwise.`,
  },
  lastArgOptions: { description: `How many from the end: 1 to ${largestPage}, unless its operator says otherwise.` },
  afterArgOptions: { description: 'Go on after this cursor.' },
  beforeArgOptions: { description: 'Go back from this cursor.' },
  nodeQueryOptions: {
    nullable: true,
    description: 'Any object by its global id. Null when there is none, or you may not see it.',
    args: { id: { description: 'The global id.' } },
    resolve: (
      _root: object,
      { id }: { id: NodeId },
      _context: object,
      { schema }: { schema: GraphQLSchema },
      load: (id: NodeId) => unknown,
    ) => (isNode(schema, id) ? load(id) : null),
  },
  nodesQueryOptions: {
    description:
      'Several objects by their global ids, in their order. Null for those that there are not, or that you may not see.',
    args: { ids: { description: `The global ids: at most ${largestPage}.` } },
    resolve: async (
      _root: object,
      { ids }: { ids: NodeId[] },
      _context: object,
      { schema }: { schema: GraphQLSchema },
      load: (ids: NodeId[]) => Promise<unknown[]>,
    ) => {
      if (ids.length > largestPage) throw new Fault('BAD_USER_INPUT', `At most ${largestPage} ids at once.`);
      const known = ids.filter((id) => isNode(schema, id));
      const loaded = await load(known);
      return ids.map((id) => loaded[known.indexOf(id)] ?? null);
    },
  },
} as const;

function isNode(schema: GraphQLSchema, { typename }: NodeId): boolean {
  const type = schema.getType(typename);
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
}
