import type { Database } from '../../../src/database/client.js';
import { aUser } from '../../support/factories.js';
import { plantCanaries, privateCanary } from './canaries.js';
import type { Target } from './target.js';
import { aPersonWith, aTenant } from './tenant.js';

/** Everything that is in the database before the attacks begin. */
export async function fillWorld(
  database: Database,
): Promise<Pick<Target, 'ours' | 'theirs' | 'prey' | 'spare' | 'admin' | 'superAdmin' | 'strangers' | 'textColumns'>> {
  const here = { database };
  // First of all: what there is now is theirs.
  const theirs = await aTenant(here, privateCanary);
  const textColumns = await plantCanaries(database);
  const { slug } = await database.prisma.property.findFirstOrThrow({ select: { slug: true } });
  const ours = await aTenant(here, 'ours');
  const prey = await aTenant(here, 'prey');
  const spare = await aTenant(here, 'spare');
  const platform = (role: 'ADMIN' | 'SUPER_ADMIN') =>
    aUser(here, { role, email: `${role.toLowerCase().replace('_', '-')}@platform.example` });
  const admin = await aPersonWith(here, 4, await platform('ADMIN'));
  const superAdmin = await aPersonWith(here, 4, await platform('SUPER_ADMIN'));
  const strangers = [];
  for (let number = 1; number <= 12; number++) strangers.push(await aPersonWith(here, 80, await aUser(here)));
  return { theirs: { ...theirs, slug }, ours, prey, spare, admin, superAdmin, strangers, textColumns };
}
