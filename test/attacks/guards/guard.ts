/** What keeps an attack out, and the test that has to fail when it is gone. */
export interface Guard extends Removal {
  /** The row of SECURITY.md. */
  readonly attack: number;
  readonly what: string;
  /** A second one that stops the same: nobody notices that one of the two is gone. */
  readonly behind?: Removal;
  /** The file below test/attacks, and a part of the name of its test. */
  readonly red: readonly [file: string, test: string];
  /** Where only several nodes show it. */
  readonly nodes?: 2;
  /** Without it the process ends, or those whom other tests need are gone. */
  readonly fatal?: true;
}

/** Where it stands, and what it becomes when it is taken away: `from` stands there once. */
export interface Removal {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const removalsOf = (guard: Guard): readonly Removal[] =>
  guard.behind === undefined ? [guard] : [guard, guard.behind];
