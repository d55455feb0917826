/** A GraphQL error as the server sends it. */
export interface GraphQLFailure {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: { readonly code?: string; readonly requestId?: string; readonly [name: string]: unknown };
}

/** The answer of the server had errors. `code` is stable: `UNAUTHENTICATED`, `NOT_FOUND`, `RATE_LIMITED` … */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: string;
  /** Quote it when you report a problem. */
  readonly requestId: string | undefined;
  constructor(
    readonly errors: readonly GraphQLFailure[],
    /** What the server answered nevertheless. */
    readonly data: unknown = null,
  ) {
    super(errors.map((error) => error.message).join(' ') || 'The server answered without data.');
    this.code = codeOf(errors);
    this.requestId = errors[0]?.extensions?.requestId;
  }
}

/** No answer: whether the server did what it was asked to is not known. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The session has ended (signed out, revoked, expired): only a new sign-in helps. */
export class SessionOverError extends Error {
  override readonly name = 'SessionOverError';
  constructor() {
    super('The session is over. Sign in again.');
  }
}

/** The feed cannot continue from where it was: load again what you show, then go on. */
export class StreamResetError extends Error {
  override readonly name = 'StreamResetError';
  constructor(readonly reason: string) {
    super(`The feed could not be resumed (${reason}): load the data again.`);
  }
}

export const codeOf = (errors: readonly GraphQLFailure[]): string => errors[0]?.extensions?.code ?? 'UNKNOWN';
