export interface Token {
  readonly text: string;
  readonly end: number;
  /** How many brackets are open around it. Both brackets of a pair have the depth of what is outside. */
  readonly depth: number;
}

const token =
  /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][0-9.eE+-]*|[{}()[\]:=@$!|&]/g;

/** The tokens of a GraphQL document, without comments. It does not check it: the server does. */
export function tokensOf(document: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const { 0: text, index } of document.matchAll(token)) {
    if (text.startsWith('#')) continue;
    if (text === '}' || text === ')' || text === ']') depth--;
    tokens.push({ text, end: index + text.length, depth });
    if (text === '{' || text === '(' || text === '[') depth++;
  }
  return tokens;
}

export interface Edit {
  readonly at: number;
  readonly text: string;
}

/** The text with each edit put in at its place. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const edit of edits.toSorted((a, b) => b.at - a.at))
    result = result.slice(0, edit.at) + edit.text + result.slice(edit.at);
  return result;
}
