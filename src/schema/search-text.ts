const longest = 100;

/** A search as the database may have it: without what no text may hold, and not cut in the middle of a character. */
export const searchText = (search: string | null | undefined): string | undefined =>
  search == null ? undefined : [...search.replace(/[\0\p{Cs}]/gu, '').trim()].slice(0, longest).join('');

/** For LIKE, which Prisma’s `contains` is too: % and _ stand for themselves. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
