import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist as for one that does. */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  if (passwordHash == null) {
    decoy ??= hashPassword('nobody has this password');
    await verify(await decoy, password);
    return false;
  }
  return verify(passwordHash, password);
}
