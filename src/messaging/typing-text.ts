/** What a client shows, in English. Empty when nobody types. */
export function typingText(names: readonly string[]): string {
  const [a, b] = names;
  if (a === undefined) return '';
  if (b === undefined) return `${a} is typing…`;
  return names.length === 2 ? `${a} and ${b} are typing…` : `${names.length} people are typing…`;
}
