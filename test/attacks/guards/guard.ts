/** What keeps an attack out, and the test that has to fail when it is gone. */
export interface Guard {
  /** The row of SECURITY.md. */
  readonly attack: number;
  readonly what: string;
  /** Where it stands, and what it becomes when it is taken away: `from` stands there once. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The file below test/attacks, and a part of the name of its test. */
  readonly red: readonly [file: string, test: string];
  /** Where only several nodes show it. */
  readonly nodes?: 2;
  /** Without it the process ends, or nothing else works. */
  readonly fatal?: true;
}
