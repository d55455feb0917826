import type { PlatformRole, PropertyRole } from './generated/prisma/enums.js';

/** Who asks. Rights are read from the database for each request, never from a token. */
export type Actor = UserActor | ServiceKeyActor;

export interface UserActor {
  readonly kind: 'user';
  /** How the log calls it. */
  readonly key: `user:${string}`;
  readonly id: string;
  readonly role: PlatformRole;
  /** Null for people of another identity provider: their sessions live there. */
  readonly sessionId: string | null;
  readonly tokenExpiresAt: Date;
  readonly memberships: ReadonlyMap<string, PropertyRole>;
}

export interface ServiceKeyActor {
  readonly kind: 'serviceKey';
  readonly key: `key:${string}`;
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
  /** The tenant that it is limited to. Null: every property. */
  readonly propertyId: string | null;
  /** Null: not by itself. */
  readonly expiresAt: Date | null;
}

/** When what they came with is worth nothing any more. Null: not by itself. */
export const endOf = (actor: Actor): Date | null => (actor.kind === 'user' ? actor.tokenExpiresAt : actor.expiresAt);

/** How the log calls people and programs. */
export const keyOf = {
  user: (id: string) => `user:${id}` as const,
  serviceKey: (id: string) => `key:${id}` as const,
};
