import type { Context } from '../context.js';
import { beginning } from '../realtime/log.js';

const read = new WeakMap<Context, Map<string, Promise<string>>>();

/**
 * Where the feed of a stream stood before the data of this request was read: whoever subscribes from there misses nothing,
 * and hears again at most what the data shows already. Await it in the resolver of a list before the list is read; the
 * field `asOf` of its connection then answers the same. The first reading counts for the whole request.
 */
export function asOf(context: Context, stream: string): Promise<string> {
  const known = read.get(context) ?? new Map<string, Promise<string>>();
  read.set(context, known);
  const earlier = known.get(stream);
  if (earlier !== undefined) return earlier;
  const cursor = headOf(context, stream);
  known.set(stream, cursor);
  return cursor;
}

async function headOf({ app }: Context, stream: string): Promise<string> {
  // Prisma makes one statement of all that are asked for in the same tick.
  const head = await app.database.prisma.stream.findUnique({
    where: { id: stream },
    select: { seq: true, epoch: true },
  });
  return app.realtime.cursors.seal({ stream, epoch: head?.epoch ?? beginning.epoch, seq: Number(head?.seq ?? 0) });
}

export const asOfDescription =
  'Where the feed that carries its changes stood before this list was read: give it as `after`, and nothing lies between the two.';
