import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../src/accounts/password.js';
import { signAccessToken } from '../../src/accounts/tokens.js';
import type { App } from '../../src/app.js';
import type { Membership, Property, User } from '../../src/generated/prisma/client.js';
import type {
  MembershipUncheckedCreateInput,
  PropertyCreateInput,
  SessionUncheckedCreateInput,
  UserCreateInput,
} from '../../src/generated/prisma/models.js';

/** The password of everybody that `aUser` makes. */
export const password = 'correct horse battery';

// Hashing is slow on purpose: once for a whole test file.
let passwordHash: Promise<string> | undefined;

let made = 0;

/** A person who can sign in with `password`. */
export async function aUser(app: Pick<App, 'database'>, values: Partial<UserCreateInput> = {}): Promise<User> {
  passwordHash ??= hashPassword(password);
  const name = `Person ${++made}`;
  return app.database.prisma.user.create({
    data: {
      name,
      email: `person-${made}-${randomUUID().slice(0, 8)}@example.com`,
      passwordHash: await passwordHash,
      settings: { create: {} },
      ...values,
    },
  });
}

/** A hotel in Lisbon, unless the values say otherwise. */
export function aProperty(app: Pick<App, 'database'>, values: Partial<PropertyCreateInput> = {}): Promise<Property> {
  const number = ++made;
  return app.database.prisma.property.create({
    data: {
      name: `Hotel ${number}`,
      slug: `hotel-${number}-${randomUUID().slice(0, 8)}`,
      kind: 'HOTEL',
      timeZone: 'Europe/Lisbon',
      currency: 'EUR',
      settings: { create: {} },
      ...values,
    },
  });
}

/** Gives somebody (a new person, if nobody is named) a role at the property. */
export async function aMember(
  app: Pick<App, 'database'>,
  property: Pick<Property, 'id'>,
  role: MembershipUncheckedCreateInput['role'],
  user?: User,
): Promise<{ user: User; membership: Membership }> {
  const member = user ?? (await aUser(app));
  const membership = await app.database.prisma.membership.create({
    data: { propertyId: property.id, userId: member.id, role },
  });
  return { user: member, membership };
}

/** An access token of a new session of that person. */
export async function signedIn(
  app: Pick<App, 'database' | 'config'>,
  user: Pick<User, 'id'>,
  values: Partial<SessionUncheckedCreateInput> = {},
): Promise<string> {
  const session = await app.database.prisma.session.create({
    data: {
      userId: user.id,
      device: 'Test',
      userAgent: 'test',
      address: '127.0.0.1',
      expiresAt: new Date(Date.now() + 3_600_000),
      ...values,
    },
  });
  const { token } = await signAccessToken(app.config.auth.secret, user.id, session.id);
  return token;
}
