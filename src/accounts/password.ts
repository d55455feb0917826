import argon2 from '@node-rs/argon2';

// OWASP's first choice: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// The same text typed on another keyboard may come as other code points.
export const hashPassword = (password: string): Promise<string> => argon2.hash(password.normalize('NFKC'), cost);

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist, or has no password, as for one that does. */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const nobodys = await decoy;
  const fits = await argon2.verify(passwordHash ?? nobodys, password.slice(0, 1_000).normalize('NFKC'));
  return fits && passwordHash != null;
}
