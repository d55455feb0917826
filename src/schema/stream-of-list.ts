import type { Context } from '../context.js';
import { may } from '../policy/authorize.js';
import { streamOf } from '../realtime/streams.js';
import { asOf, asOfDescription } from './as-of.js';

/**
 * The feed that carries the changes of a list of things that properties have: that of the property, when it is asked for
 * one and may be followed; else one’s own, or that of the platform. Null: none does. Nobody learns from a place in a feed
 * that is not theirs that something has happened there.
 */
function streamOfList({ actor }: Context, propertyId: { id: string } | null | undefined): string | null {
  if (propertyId != null && may(actor, 'propertyEvents', { propertyId: propertyId.id }))
    return streamOf.property(propertyId.id);
  if (actor?.kind !== 'user') return null;
  return actor.role === 'USER' ? streamOf.user(actor.id) : streamOf.platform;
}

/** Where that feed stands. Await it before the list is read. Null: there is none. */
export async function listAsOf(context: Context, filter: ListFilter | null | undefined): Promise<string | null> {
  const stream = streamOfList(context, filter?.propertyId);
  return stream === null ? null : asOf(context, stream);
}

interface ListFilter {
  propertyId?: { id: string } | null | undefined;
}

/** The field `asOf` of the connection of such a list, whose argument `filter` may name a property. */
export const listAsOfField = {
  type: 'EventCursor',
  nullable: true,
  description: `${asOfDescription} Of \`propertyEvents\` with a \`propertyId\` whose feed one may follow, else of \`viewerEvents\`, or \`platformEvents\` for administrators.`,
  resolve: ({ args }: { args: { filter?: ListFilter | null | undefined } }, _args: object, context: Context) =>
    listAsOf(context, args.filter),
} as const;
