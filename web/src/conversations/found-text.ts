export interface FoundPart {
  readonly at: number;
  readonly text: string;
  readonly found: boolean;
}

/** So much is shown before the first word that was found. */
const lead = 40;

/** A text from a little before the first of the words on, with all of them marked. */
export function foundParts(text: string, query: string): readonly FoundPart[] {
  const words = query
    .split(/[\s"“”]+/u)
    .filter((word) => word !== '' && !word.startsWith('-') && word.toLowerCase() !== 'or')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return [{ at: 0, text, found: false }];
  const pieces = text.split(new RegExp(`(${words.join('|')})`, 'iu'));
  const [before = '', ...rest] = pieces;
  const start = before.length > lead ? `…${before.slice(-lead)}` : before;
  let at = 0;
  return [start, ...rest].flatMap((piece, index) => {
    const part = { at, text: piece, found: index % 2 === 1 };
    at += piece.length;
    return piece === '' ? [] : [part];
  });
}
