import type { Context } from '../context.js';
import { streamOf } from '../realtime/streams.js';

/**
 * The feed that carries the changes of a list of things that properties have: that of the property, when it is asked for
 * one; else one’s own, or that of the platform. Null: none does.
 */
export function streamOfList({ actor }: Context, propertyId: { id: string } | null | undefined): string | null {
  if (propertyId != null) return streamOf.property(propertyId.id);
  if (actor?.kind !== 'user') return null;
  return actor.role === 'USER' ? streamOf.user(actor.id) : streamOf.platform;
}

export const streamOfListDescription =
  'Of `propertyEvents` with a `propertyId`, else of `viewerEvents`, or `platformEvents` for administrators.';
