import { type Token, tokensOf } from './tokens.js';

/** Where in the text the root field of a subscription and its parts are. */
export interface RootField {
  readonly name: string;
  /** Its alias, or its name. */
  readonly key: string;
  /** The variable that is passed as `after`. */
  readonly after: string | null;
  readonly variables: Place;
  readonly arguments: Place;
  /** Just inside of its selection set. Null when it has none. */
  readonly selection: number | null;
}

/** Just inside of the brackets when they are open, where they would stand otherwise. */
export interface Place {
  readonly at: number;
  readonly open: boolean;
}

export function rootFieldOf(document: string, operationName?: string): RootField {
  const reader = new Reader(tokensOf(document));
  if (!reader.seek((token, next) => isSubscription(token) && (operationName === undefined || next === operationName)))
    throw new TypeError(`There is no subscription ${operationName ?? ''} in this document.`);
  reader.take();
  if (isName(reader.text)) reader.take();
  const variables = reader.place();
  reader.skipGroup('(');
  reader.skipDirectives();
  reader.skip('{');
  if (!isName(reader.text))
    throw new TypeError('Write the feed into the subscription itself, not into a fragment: else it cannot be resumed.');
  const key = reader.take();
  const name = reader.skip(':') ? reader.take() : key;
  const args = reader.place();
  const after = afterOf(reader.skipGroup('('));
  reader.skipDirectives();
  const selection = reader.text === '{' ? reader.place('{').at : null;
  return { name, key, after, variables, arguments: args, selection };
}

class Reader {
  #at = 0;
  constructor(readonly tokens: readonly Token[]) {}

  get text(): string | undefined {
    return this.tokens[this.#at]?.text;
  }

  seek(wanted: (token: Token, next: string | undefined) => boolean): boolean {
    this.#at = this.tokens.findIndex((token, index) => wanted(token, this.tokens[index + 1]?.text));
    return this.#at !== -1;
  }

  take(): string {
    return this.tokens[this.#at++]?.text ?? '';
  }

  skip(text: string): boolean {
    if (this.text !== text) return false;
    this.#at++;
    return true;
  }

  place(bracket: '(' | '{' = '('): Place {
    const open = this.text === bracket;
    return { at: this.tokens[open ? this.#at : this.#at - 1]?.end ?? 0, open };
  }

  /** Steps over a pair of brackets. Answers what was directly in it. */
  skipGroup(opening: '('): Token[] {
    const open = this.tokens[this.#at];
    if (open?.text !== opening) return [];
    const from = this.#at + 1;
    const to = this.tokens.findIndex((token, index) => index >= from && token.depth === open.depth);
    if (to === -1) throw new TypeError('The document is not complete.');
    this.#at = to + 1;
    return this.tokens.slice(from, to).filter((token) => token.depth === open.depth + 1);
  }

  skipDirectives(): void {
    while (this.skip('@')) {
      this.take();
      this.skipGroup('(');
    }
  }
}

function afterOf(args: readonly Token[]): string | null {
  const at = args.findIndex((token, index) => token.text === 'after' && args[index + 1]?.text === ':');
  if (at === -1) return null;
  if (args[at + 2]?.text === '$') return args[at + 3]?.text ?? null;
  throw new TypeError(
    'Pass `after` by a variable, or leave it out: a cursor that is written into the text cannot move.',
  );
}

const isName = (text: string | undefined) => text !== undefined && /^[_A-Za-z]/.test(text);
const isSubscription = (token: Token) => token.depth === 0 && token.text === 'subscription';
