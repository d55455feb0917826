/** A search as the database may have it: without what no text may hold. */
export const searchText = (search: string | null | undefined): string | undefined =>
  search?.trim().slice(0, 100).replaceAll('\u0000', '');

/** For LIKE, which Prisma’s `contains` is too: % and _ stand for themselves. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
