import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { Fault } from '../errors.js';
import type { Limits } from '../limits.js';

/** What a document amounts to with its fragments spread out. */
interface Size {
  depth: number;
  /** How often each name of the uppermost level stands there by itself, without an alias. */
  names: ReadonlyMap<string, number>;
  fields: number;
  aliases: number;
  directives: number;
  /** Fields of the uppermost level alone, and those of them that `once` names. */
  top: number;
  secrets: number;
}

/** Fields that guess at secrets, or make them: one of them in a document, or a document would be a thousand guesses. */
const once = new Set(['signIn', 'signUp', 'refreshSession', 'reauthenticate', 'changePassword', 'acceptInvitation']);

const introspection = new Set(['__schema', '__type']);

export interface Measured {
  /** Whether it asks for the schema: production lets administrators alone do that. */
  readonly introspects: boolean;
}

/**
 * Refuses a document that is larger than the limits, before it is validated: in one pass, each fragment measured once
 * however often it is spread, so that the work grows with the text and not with what it stands for.
 */
export function measureDocument(document: DocumentNode, limits: Limits): Measured {
  const walk = new DocumentWalk(document, limits);
  return walk.measure();
}

class DocumentWalk {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #sizes = new Map<string, Readonly<Size> | 'open'>();
  #introspects = false;

  constructor(
    readonly document: DocumentNode,
    readonly limits: Limits,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
  }

  measure(): Measured {
    const whole = fresh();
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) {
        for (const variable of definition.variableDefinitions ?? []) {
          whole.directives += this.#directives(variable.directives?.length);
          if (variable.defaultValue !== undefined) checkValue(variable.defaultValue);
        }
        whole.directives += this.#directives(definition.directives?.length);
        const size = this.#closed(definition.selectionSet);
        this.#refuseRoot(size);
        add(whole, size);
      } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        // Unused ones are measured too: validation walks them all the same.
        this.#fragment(definition.name.value);
      }
      this.#refuse(whole);
    }
    return { introspects: this.#introspects };
  }

  /**
   * All that is selected of one object, whichever fragments it stands in. The same field again is free for its author
   * and dear for validation: it counts like an alias.
   */
  #closed(set: SelectionSetNode): Readonly<Size> {
    const size = this.#selection(set);
    let { aliases } = size;
    for (const count of size.names.values()) aliases += count - 1;
    const closed = { ...size, aliases, names: none };
    this.#refuse(closed);
    return closed;
  }

  #selection(set: SelectionSetNode): Readonly<Size> {
    const size = fresh();
    for (const selection of set.selections) {
      size.directives += this.#directives(selection.directives?.length);
      for (const directive of selection.directives ?? []) this.#arguments(directive.arguments);
      if (selection.kind === Kind.FIELD) add(size, this.#field(selection));
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(size, this.#selection(selection.selectionSet));
      else add(size, this.#fragment(selection.name.value));
      this.#refuse(size);
    }
    return size;
  }

  #field(field: FieldNode): Readonly<Size> {
    if (introspection.has(field.name.value)) this.#introspects = true;
    this.#arguments(field.arguments);
    const below = field.selectionSet === undefined ? empty : this.#closed(field.selectionSet);
    return {
      names: field.alias === undefined ? new Map([[field.name.value, 1]]) : none,
      // What tools ask the schema for unwraps each type with nine of these: no data is nested by them.
      depth: below.depth + (field.name.value === 'ofType' ? 0 : 1),
      fields: below.fields + 1,
      aliases: below.aliases + (field.alias === undefined ? 0 : 1),
      directives: below.directives,
      top: 1,
      secrets: once.has(field.name.value) ? 1 : 0,
    };
  }

  #fragment(name: string): Readonly<Size> {
    const known = this.#sizes.get(name);
    if (known === 'open') throw new Fault('BAD_USER_INPUT', `The fragment ${short(name)} contains itself.`);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return empty;
    this.#sizes.set(name, 'open');
    const size = { ...this.#selection(fragment.selectionSet) };
    size.directives += this.#directives(fragment.directives?.length);
    this.#sizes.set(name, size);
    return size;
  }

  #refuseRoot({ top, secrets }: Readonly<Size>): void {
    const limit = this.limits.LIMIT_ROOT_FIELDS;
    if (top > limit) throw tooLarge('root fields', top, limit);
    if (secrets > 1)
      throw new Fault('BAD_USER_INPUT', `Only one of ${[...once].join(', ')} may stand in a document, and once.`);
  }

  #directives(count = 0): number {
    const limit = this.limits.LIMIT_DIRECTIVES_PER_PLACE;
    if (count > limit) throw tooLarge('directives at one place', count, limit);
    return count;
  }

  #arguments(all: FieldNode['arguments']): void {
    for (const argument of all ?? []) checkValue(argument.value);
  }

  #refuse(size: Readonly<Size>): void {
    const { limits } = this;
    if (size.depth > limits.LIMIT_DEPTH) throw tooLarge('levels', size.depth, limits.LIMIT_DEPTH);
    if (size.aliases > limits.LIMIT_ALIASES) throw tooLarge('aliases', size.aliases, limits.LIMIT_ALIASES);
    if (size.directives > limits.LIMIT_DIRECTIVES)
      throw tooLarge('directives', size.directives, limits.LIMIT_DIRECTIVES);
    // No honest document of so many tokens spreads its fragments to more fields than that.
    if (size.fields > limits.LIMIT_TOKENS) throw tooLarge('fields', size.fields, limits.LIMIT_TOKENS);
  }
}

const none: ReadonlyMap<string, number> = new Map();
const empty: Readonly<Size> = { depth: 0, names: none, fields: 0, aliases: 0, directives: 0, top: 0, secrets: 0 };

type Growing = Size & { names: Map<string, number> };

const fresh = (): Growing => ({ ...empty, names: new Map() });

function add(size: Growing, other: Readonly<Size>): void {
  for (const [name, count] of other.names) size.names.set(name, (size.names.get(name) ?? 0) + count);
  size.depth = Math.max(size.depth, other.depth);
  size.fields += other.fields;
  size.aliases += other.aliases;
  size.directives += other.directives;
  size.top += other.top;
  size.secrets += other.secrets;
}

function checkValue(value: ValueNode): void {
  if (value.kind === Kind.LIST) for (const item of value.values) checkValue(item);
  else if (value.kind === Kind.OBJECT) for (const field of value.fields) checkValue(field.value);
  else if (value.kind === Kind.STRING && !isText(value.value)) throw notText();
}

/** Text that a database can hold: PostgreSQL knows neither NUL nor half of a surrogate pair. */
export const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

export const notText = (): Fault =>
  new Fault('BAD_USER_INPUT', 'A text holds a NUL or half of a surrogate pair: send whole characters.');

const tooLarge = (what: string, is: number, limit: number): Fault =>
  new Fault('QUERY_TOO_COMPLEX', `The document has ${is} ${what}, and ${limit} are allowed. Ask for less at once.`);

const short = (name: string) => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
