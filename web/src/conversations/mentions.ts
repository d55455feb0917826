export interface Mentionable {
  readonly id: string;
  readonly name: string;
}

export interface Part<Person extends Mentionable> {
  /** Where it begins in the text. */
  readonly at: number;
  readonly text: string;
  /** Whom it calls by name. Null for everything between. */
  readonly person: Person | null;
}

/** A text in parts: `@` with a name of these people, the longest that fits, and what is between. */
export function partsOf<Person extends Mentionable>(text: string, people: readonly Person[]): readonly Part<Person>[] {
  const named = people.toSorted((a, b) => b.name.length - a.name.length);
  const parts: Part<Person>[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const person = named.find(({ name }) => text.startsWith(name, at + 1));
    if (at < from || person === undefined) continue;
    if (at > from) parts.push({ at: from, text: text.slice(from, at), person: null });
    from = at + 1 + person.name.length;
    parts.push({ at, text: text.slice(at, from), person });
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from), person: null });
  return parts;
}

/** Whom a text calls by name, each once. */
export const mentionedIn = (text: string, people: readonly Mentionable[]): string[] => [
  ...new Set(partsOf(text, people).flatMap(({ person }) => person?.id ?? [])),
];

/** What stands between the last `@` and the caret, while it may be the beginning of a name. Null elsewhere. */
export function wantedName(text: string, caret: number): { readonly at: number; readonly name: string } | null {
  const found = /(?:^|\s)@([^@\n]{0,40})$/u.exec(text.slice(0, caret));
  return found?.[1] === undefined ? null : { at: caret - found[1].length - 1, name: found[1] };
}
