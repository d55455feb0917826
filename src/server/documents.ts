import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { Fault } from '../errors.js';
import type { Limits } from '../limits.js';
import { type Measured, measureDocument } from './document-limits.js';

export interface KnownDocument extends Measured {
  /** As it came the first time: whoever keeps a text keeps this one, which all share. */
  readonly text: string;
  readonly document: DocumentNode;
}

export interface Documents {
  /** Whether it was read before and is remembered: reading it again costs nothing. */
  knows(text: string): boolean;
  /** Parsed, within the limits and valid. Throws a Fault for what is too large, GraphQLErrors (as `Invalid`) for what is wrong. */
  read(text: string): KnownDocument;
}

/** What a document is refused for, in the words of GraphQL. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document is not valid.');
  }
}

const remembered = { documents: 1_000, bytes: 32_000_000 };

/** Measured: a parsed token holds about so many bytes. */
const bytesPerToken = 500;

/**
 * Documents are few and come often: each is parsed, measured and validated once, and the last ones are remembered.
 * `trusted`: the only ones that are read at all. Whatever else comes hears the same, so that nothing is learned from it.
 */
export function createDocuments(schema: GraphQLSchema, limits: Limits, trusted?: ReadonlySet<string>): Documents {
  const known = new Map<string, KnownDocument>();
  let bytes = 0;
  const weight = (text: string, { document }: KnownDocument) =>
    text.length + bytesPerToken * (document.tokenCount ?? limits.LIMIT_TOKENS);
  return {
    knows: (text) => known.has(text),
    read(text) {
      const found = known.get(text);
      if (found !== undefined) {
        // The order of a Map is that of insertion: what was used last goes to its end.
        known.delete(text);
        known.set(found.text, found);
        return found;
      }
      if (trusted !== undefined && !trusted.has(text))
        throw new Fault('BAD_USER_INPUT', 'This server answers known documents only, and this is not one of them.');
      const fresh = readDocument(schema, limits, text);
      known.set(text, fresh);
      bytes += weight(text, fresh);
      for (const [oldest, document] of known) {
        if (known.size <= remembered.documents && bytes <= remembered.bytes) break;
        known.delete(oldest);
        bytes -= weight(oldest, document);
      }
      return fresh;
    },
  };
}

function readDocument(schema: GraphQLSchema, limits: Limits, text: string): KnownDocument {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.LIMIT_DOCUMENT_BYTES)
    throw new Fault(
      'QUERY_TOO_COMPLEX',
      `The document has ${bytes} bytes, and ${limits.LIMIT_DOCUMENT_BYTES} are allowed. Ask for less at once.`,
    );
  const document = parseWithin(text, limits.LIMIT_TOKENS);
  const measured = measureDocument(document, limits);
  const errors = validate(schema, document, specifiedRules, { maxErrors: 10 });
  if (errors.length > 0) throw new Invalid(errors);
  return { text, document, ...measured };
}

function parseWithin(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (/more tha[nt] \d+ tokens/i.test(error.message))
      throw new Fault('QUERY_TOO_COMPLEX', `The document has more than ${maxTokens} tokens. Ask for less at once.`);
    throw new Invalid([error]);
  }
}
