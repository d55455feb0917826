import type { Context } from '../context.js';
import { batched } from './batched.js';

/** What Pothos says is to be read of each. */
type Query = { select?: object; include?: object };

/**
 * One object below each of many, such as the last message of each conversation: those that are asked for in the same
 * moment, with the same selection, are read by one statement. `load` reads those of them that may be seen.
 */
export async function loadTogether<Row extends { id: string }>(
  context: Context,
  question: string,
  query: Query,
  id: string | null,
  load: (query: Query, ids: string[]) => Promise<Row[]>,
): Promise<Row | null> {
  // Looked at even where there is nothing to read: Pothos takes a query that nobody looks at for a mistake.
  const whole = { ...query, ...(query.select !== undefined && { select: { ...query.select, id: true } }) };
  if (id === null) return null;
  const found = await batched(context, `${question} ${JSON.stringify(query)}`, id, async (ids) =>
    (await load(whole, ids)).map((row) => [row.id, row] as const),
  );
  return found ?? null;
}
