/** The columns of a table by the names that Prisma has for them: with `satisfies`, none can be forgotten. */
export const columnsOf = (table: string, columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, column]) => `${table}.${column} AS "${name}"`)
    .join(', ');
