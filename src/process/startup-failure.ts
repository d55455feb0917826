/** A start that cannot go on for a reason that people can mend: one sentence that says what is wrong, and the remedy. */
export class StartupFailure extends Error {
  override readonly name = 'StartupFailure';
}

/** The code of an error of the operating system, of PostgreSQL or of Redis. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
