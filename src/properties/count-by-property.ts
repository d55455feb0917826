import type { Context } from '../context.js';
import { batched } from '../schema/batched.js';

interface Group {
  propertyId: string;
  _count: number;
}

/**
 * The `totalCount` of a list below properties: one statement for all of them. (Await `groupBy` where it is called: its
 * types cannot be inferred from what is wanted here.)
 */
export const countByProperty = async (
  context: Context,
  question: string,
  propertyId: string,
  groups: (propertyId: { in: string[] }) => Promise<Group[]>,
): Promise<number> =>
  (await batched(context, question, propertyId, async (ids) =>
    (await groups({ in: ids })).map((group) => [group.propertyId, group._count] as const),
  )) ?? 0;
