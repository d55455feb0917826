import { z } from 'zod';
import type { Database } from '../database/client.js';
import { isUniqueViolation, transact } from '../database/transaction.js';
import type { Prisma } from '../generated/prisma/client.js';
import { append } from '../realtime/append.js';
import { refuseErased } from './erased-identities.js';
import { userSignedUp } from './events.js';
import type { ExternalIdentity } from './identity-provider.js';
import { personName } from './profile-rules.js';
import { actorFields } from './user-actor.js';

type Found = Prisma.UserGetPayload<{ select: typeof actorFields }>;

/**
 * The account of a person of another identity provider. It is made when they are first seen, once, however many
 * requests of theirs arrive at the same moment. An account that exists already is never taken for theirs because of
 * its e-mail address: whoever controls the address at one provider need not be who has the account. Throws
 * UNAUTHENTICATED for a token from before they had their account erased.
 */
export async function userOfIdentity(database: Database, identity: ExternalIdentity): Promise<Found> {
  for (let attempt = 1; ; attempt++) {
    const known = await database.prisma.identity.findUnique({
      where: { issuer_subject: { issuer: identity.issuer, subject: identity.subject } },
      select: { user: { select: actorFields } },
    });
    if (known !== null) return known.user;
    try {
      return await create(database, identity);
    } catch (error) {
      // Another request of theirs was faster, or somebody took the address just now: look again.
      if (attempt === 3 || !isUniqueViolation(error)) throw error;
    }
  }
}

function create(database: Database, identity: ExternalIdentity): Promise<Found> {
  return transact(database, async (tx) => {
    await refuseErased(tx, identity);
    const email = address.safeParse(identity.verifiedEmail).data;
    const taken = email !== undefined && (await tx.user.count({ where: { email } })) > 0;
    const user = await tx.user.create({
      data: {
        name: personName.safeParse(identity.name).data ?? 'New user',
        email: email === undefined || taken ? null : email,
        settings: { create: {} },
        identities: { create: { issuer: identity.issuer, subject: identity.subject } },
      },
      select: actorFields,
    });
    append(tx, userSignedUp({ key: `user:${user.id}` }, { userId: user.id }));
    return user;
  });
}

const address = z.string().trim().toLowerCase().max(254).pipe(z.email());
