import type { PlatformRole } from '../generated/prisma/enums.js';
import { businesses } from './businesses/index.js';

/** Public, and so refused in production. Shorter than people may choose: the seed writes its hash directly. */
export const demoPassword = 'frontdesk';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
  /** What they are, for those who choose whom to sign in as. */
  readonly title: string;
}

const roles = { OWNER: 'Owner', MANAGER: 'Manager', STAFF: 'Staff' } as const;

/** Everybody who works at a demo business, by their address. */
export const demoMembers = businesses.flatMap((business) =>
  business.people.map(({ mailbox, name, role, title }) => ({
    email: `${mailbox}@${business.slug}.example`,
    name,
    role,
    business,
    title: `${title ?? roles[role]} · ${business.name}`,
  })),
);

/** Everybody who can sign in to the demo. */
export const demoPeople: readonly DemoPerson[] = [
  { email: 'guest@example.com', name: 'Sofia Lindqvist', role: 'USER', title: 'Guest' },
  { email: 'guest2@example.com', name: 'Kenji Watanabe', role: 'USER', title: 'Another guest' },
  { email: 'admin@frontdesk.example', name: 'Amara Diallo', role: 'ADMIN', title: 'Administrator' },
  { email: 'super@frontdesk.example', name: 'Ines Carvalho', role: 'SUPER_ADMIN', title: 'Super administrator' },
  ...demoMembers.map(({ email, name, title }) => ({ email, name, title, role: 'USER' as const })),
];
