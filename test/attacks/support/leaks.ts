/** What no answer may say: where our code lies, what is on a stack, what a statement looks like, which package failed. */
const inside: Array<[what: string, pattern: RegExp]> = [
  ['a line of a stack', /\bat (?:async )?[\w$.<>[\] ]+ \((?:file:|node:|\/)/],
  ['a place in a file', /\.[cm]?[jt]s:\d+:\d+/],
  ['a path', /(?:\/(?:home|root|usr|tmp|work|var)\/[\w.-]+\/|node_modules|\bdist\/)/],
  ['a statement', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.{1,200}\b(?:FROM|VALUES|SET|WHERE)\b/],
  [
    'the database',
    /\b(?:prisma|pglite|postgres(?:ql)?|SQLSTATE|relation "|duplicate key|violates|constraint "|P20\d\d)\b/i,
  ],
  [
    'a bug',
    /\b(?:TypeError|ReferenceError|RangeError|Cannot read propert|is not a function|undefined is not|ECONNREFUSED)\b/,
  ],
];

/** What of our inside a text tells; undefined when nothing. `except`: what the asker has said themselves. */
export function insideOf(text: string): string | undefined {
  for (const [what, pattern] of inside) {
    const found = pattern.exec(text);
    if (found !== null) return `${what}: ${text.slice(Math.max(0, found.index - 80), found.index + 160)}`;
  }
  return undefined;
}
