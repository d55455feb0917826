import { rootFieldOf } from './root-field.js';
import { type Edit, edited } from './tokens.js';

/**
 * An operation: its text, or what codegen makes of it (`TypedDocumentString`, `TypedDocumentNode`). A `DocumentNode`
 * needs its source text (`loc`), or the option `print`.
 */
export type Document<Data, Variables> = string | TypedDocument<Data, Variables>;

export interface TypedDocument<Data, Variables> {
  /** Codegen puts the types here. It is never called. */
  readonly __apiType?: (variables: Variables) => Data;
}

export type Print = (document: object) => string;

export function textOf(document: string | object, print?: Print): string {
  if (typeof document === 'string' || document instanceof String) return String(document);
  const source: unknown = (document as { loc?: { source?: { body?: unknown } } }).loc?.source?.body;
  if (typeof source === 'string') return source;
  if (print !== undefined) return print(document);
  throw new TypeError('This document has no source text: pass a string, or give the client `print` of graphql.');
}

export interface FeedDocument {
  readonly text: string;
  /** The key of the feed's items in the data: the alias of the root field, or its name. */
  readonly key: string;
  /** The variable that takes the cursor. Null for subscriptions without a log, which start anew at every connect. */
  readonly after: string | null;
}

/** What the client must know of each item. Aliased, since other events have a `reason` of another type. */
const controls =
  ' __typename id cursor ... on StreamReady { recovered replayed } ... on StreamReset { resetReason: reason }' +
  ' ... on AccessRevoked { revokedReason: reason } ';

/**
 * Makes a subscription resumable: whatever the caller selects, `__typename id cursor` and the fields of the control
 * items are asked for too, and `after` is passed by a variable. All feeds that keep a log are called `…Events`.
 *
 * Throws for documents that cannot be resumed: a fragment as root field, or an `after` that is written out.
 */
export function feedDocument(text: string, operationName?: string): FeedDocument {
  const field = rootFieldOf(text, operationName);
  if (!field.name.endsWith('Events')) return { text, key: field.key, after: null };
  if (field.selection === null) throw new TypeError(`Select fields of ${field.name}.`);
  const edits: Edit[] = [{ at: field.selection, text: controls }];
  if (field.after === null) {
    edits.push(
      field.variables.open
        ? insert(field.variables.at, '$after: EventCursor ')
        : insert(field.variables.at, '($after: EventCursor)'),
      field.arguments.open
        ? insert(field.arguments.at, 'after: $after ')
        : insert(field.arguments.at, '(after: $after)'),
    );
  }
  return { text: edited(text, edits), key: field.key, after: field.after ?? 'after' };
}

const insert = (at: number, text: string): Edit => ({ at, text });
