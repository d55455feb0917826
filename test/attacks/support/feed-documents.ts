import { type GraphQLInterfaceType, type GraphQLNamedType, getNamedType, isEnumType, isInterfaceType } from 'graphql';
import { schema } from '../../../src/schema/index.js';
import { documentOf, type Operation, selectionOf } from './inputs.js';

/** So that a document stays below LIMIT_ALIASES, which the same field again counts for, and below LIMIT_TOKENS. */
const most = { repeated: 12, characters: 4_000 };

/** A subscription, with all that is text or an object in each event that it may bring: in as many documents as it takes. */
export function feedDocumentsOf(operation: Operation): string[] {
  const type = getNamedType(operation.field.type);
  const events = isInterfaceType(type) ? eventsOf(type) : [];
  if (events.length === 0) return [documentOf(operation)];
  const drafts: Draft[] = [];
  for (const event of events) {
    let draft = drafts.find((one) => hasRoomFor(one, event));
    if (draft === undefined) {
      draft = { types: new Map(), text: '', repeated: 0 };
      drafts.push(draft);
    }
    draft.repeated += repeatedIn(draft, event);
    draft.text += ` ${event.text}`;
    for (const [name, itsType] of event.types) draft.types.set(name, itsType);
  }
  return drafts.map(({ text }) => documentOf(operation, ` { __typename id actor { id name }${text} }`));
}

interface Fragment {
  /** The type of each field in it. */
  readonly types: Map<string, string>;
  text: string;
}

interface Draft extends Fragment {
  repeated: number;
}

/** Events that carry nothing but numbers say no word. */
function eventsOf(feed: GraphQLInterfaceType): Fragment[] {
  return schema.getPossibleTypes(feed).flatMap((event) => {
    const own = Object.values(event.getFields()).filter(
      ({ name, type }) => !(name in feed.getFields()) && mayHoldText(getNamedType(type)),
    );
    if (own.length === 0) return [];
    const fields = own.map(({ name, type }) => `${name}${selectionOf(type, 0)}`);
    return [
      {
        types: new Map(own.map(({ name, type }) => [name, `${type}`])),
        text: `... on ${event.name} { ${fields.join(' ')} }`,
      },
    ];
  });
}

const mayHoldText = (type: GraphQLNamedType) =>
  !isEnumType(type) && !['Int', 'Float', 'Boolean', 'Date', 'DateTime'].includes(type.name);

const repeatedIn = ({ types }: Draft, event: Fragment) =>
  [...event.types.keys()].filter((name) => types.has(name)).length;

/** Two events of one document may not call by the same name what is of two types. */
const hasRoomFor = (draft: Draft, event: Fragment) =>
  draft.text.length + event.text.length < most.characters &&
  draft.repeated + repeatedIn(draft, event) <= most.repeated &&
  [...event.types].every(([name, type]) => (draft.types.get(name) ?? type) === type);
