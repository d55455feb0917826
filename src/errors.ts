/**
 * Everything that can go wrong as expected, by code. A `Fault` is a top-level GraphQL error (`extensions.code`): the
 * request makes no sense or its sender is not known. A `Refusal` is an answer to a mutation and reaches the client in
 * `userErrors`, as the type that its code names. Whatever is neither is a bug: masked, logged once, with a request id.
 */
export const faults = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in first: this operation needs a valid access token or service key.' },
  FORBIDDEN: { status: 403, message: 'You may not do this.' },
  NOT_FOUND: { status: 404, message: 'There is no such thing, or you may not see it.' },
  BAD_USER_INPUT: { status: 400, message: 'The request is not valid.' },
  RATE_LIMITED: { status: 429, message: 'Too many requests. Wait a moment and try again.' },
  QUERY_TOO_COMPLEX: { status: 400, message: 'The operation is too large. Ask for less at once.' },
  TIMEOUT: { status: 503, message: 'The operation took too long and was cancelled.' },
  INTERNAL: { status: 500, message: 'Something went wrong on our side. Quote the request id if you report it.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type FaultCode = keyof typeof faults;

export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly code: FaultCode,
    message: string = faults[code].message,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export const userErrorTypes = [
  'ValidationError',
  'NotAllowedError',
  'SlotUnavailableError',
  'InvalidTransitionError',
  'VersionConflictError',
  'RateLimitedError',
  'IdempotencyMismatchError',
] as const;
export type UserErrorType = (typeof userErrorTypes)[number];

/** The message is the default; the place that refuses may say it more exactly. */
export const refusals = {
  INVALID_INPUT: { type: 'ValidationError', message: 'This value is not valid.' },
  EMAIL_TAKEN: { type: 'ValidationError', message: 'This e-mail address cannot be used. Sign in if it is yours.' },
  PASSWORD_TOO_WEAK: { type: 'ValidationError', message: 'Choose a longer or less common password.' },
  CREDENTIALS_REFUSED: { type: 'ValidationError', message: 'The e-mail address or the password is wrong.' },
  SESSION_OVER: { type: 'NotAllowedError', message: 'This session is over. Sign in again.' },
  SLUG_TAKEN: { type: 'ValidationError', message: 'Another property has this slug. Choose another.' },
  ALREADY_MEMBER: { type: 'ValidationError', message: 'This person is a member already.' },
  INVITATION_NOT_VALID: { type: 'ValidationError', message: 'This invitation is not valid, or not for you.' },
  LAST_OWNER: { type: 'NotAllowedError', message: 'A property needs an owner. Make somebody else an owner first.' },
  LAST_SUPER_ADMIN: {
    type: 'NotAllowedError',
    message: 'The platform needs a super admin. Make somebody else one first.',
  },
  NAME_TAKEN: { type: 'ValidationError', message: 'This name is taken. Choose another.' },
  SLOT_NOT_OFFERED: { type: 'ValidationError', message: 'Nothing is offered then.' },
  NOT_BOOKABLE: { type: 'ValidationError', message: 'This cannot be booked now.' },
  SLOT_UNAVAILABLE: { type: 'SlotUnavailableError', message: 'This is not free any more.' },
  PROVIDER_UNAVAILABLE: { type: 'SlotUnavailableError', message: 'They have no time then.' },
  NO_TELEGRAM_BOT: { type: 'NotAllowedError', message: 'This server has no Telegram bot.' },
  TOO_MANY_HOLDS: { type: 'NotAllowedError', message: 'You hold three slots already. Book or release one first.' },
  HOLD_OVER: { type: 'ValidationError', message: 'This hold is over. Hold the slot again, or book it directly.' },
  TOO_EARLY: { type: 'NotAllowedError', message: 'It is too early for this.' },
  TOO_LATE: { type: 'NotAllowedError', message: 'It is too late for this. Ask the property.' },
  NOT_REACHABLE: { type: 'NotAllowedError', message: 'This person cannot be written to.' },
  CONVERSATION_CLOSED: { type: 'NotAllowedError', message: 'This conversation is closed. Open it again first.' },
  FILE_TOO_LARGE: { type: 'ValidationError', message: 'This file is too large.' },
  TOO_MANY_UPLOADS: { type: 'NotAllowedError', message: 'Send what you have uploaded first, or wait a day.' },
  UPLOAD_MISSING: { type: 'NotAllowedError', message: 'Its bytes are not there yet. Send them to the link first.' },
  ATTACHMENT_NOT_USABLE: {
    type: 'ValidationError',
    message: 'Attach what you have uploaded for this conversation, completed and not sent yet.',
  },
  MESSAGE_DELETED: { type: 'NotAllowedError', message: 'This message was deleted.' },
  FIXED_PARTICIPANTS: {
    type: 'NotAllowedError',
    message: 'A conversation of two guests stays one of two. Start a group instead.',
  },
  NOTHING_DUE: { type: 'ValidationError', message: 'There is nothing to pay, or a payment of it is open already.' },
  AMOUNT_TOO_LARGE: { type: 'ValidationError', message: 'This is more than there is.' },
  GATEWAY_UNKNOWN: { type: 'ValidationError', message: 'There is no such gateway, or it is not for you.' },
  CURRENCY_NOT_TAKEN: {
    type: 'ValidationError',
    message: 'This gateway does not take this currency. Pay another way.',
  },
  AMOUNT_NOT_TAKEN: { type: 'ValidationError', message: 'This gateway cannot move exactly this amount.' },
  GATEWAY_DECIDES: { type: 'NotAllowedError', message: 'The gateway says this by itself.' },
  NOT_ORDERABLE: { type: 'ValidationError', message: 'This cannot be ordered now.' },
  NOT_ALLOWED: { type: 'NotAllowedError', message: 'Your role does not allow this.' },
  INVALID_TRANSITION: { type: 'InvalidTransitionError', message: 'This change of state is not possible now.' },
  VERSION_CONFLICT: { type: 'VersionConflictError', message: 'Somebody changed this in the meantime. Look again.' },
  RATE_LIMITED: { type: 'RateLimitedError', message: 'Too many attempts. Wait a moment and try again.' },
  IDEMPOTENCY_MISMATCH: {
    type: 'IdempotencyMismatchError',
    message: 'This idempotency key was used for another request. Use a new key.',
  },
} as const satisfies Record<string, { type: UserErrorType; message: string }>;

export type RefusalCode = keyof typeof refusals;

/** What a client needs besides the message, by type of user error. */
export interface RefusalDetails {
  message?: string;
  /** The input field that it is about, as a path: `email`, `items.0.quantity`. */
  field?: string | undefined;
  currentVersion?: number;
  retryAfterMs?: number;
  from?: string;
  allowed?: readonly string[];
  /** What is free instead. */
  alternatives?: readonly Alternative[];
}

/** A slot that was free a moment ago. */
export interface Alternative {
  readonly offeringId: string;
  readonly from: string;
  readonly to: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** How many units. */
  readonly available: number;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: UserErrorType;
  constructor(
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
  ) {
    super(details.message ?? refusals[code].message);
    this.type = refusals[code].type;
  }
}

/** A refusal as a value: GraphQL takes every `Error` that a resolver answers for one that it threw. */
export type UserErrorShape = Pick<Refusal, 'type' | 'code' | 'message' | 'details'>;

export const asUserError = ({ type, code, message, details }: Refusal): UserErrorShape => ({
  type,
  code,
  message,
  details,
});

/** Several at once: every field of a form that was wrong, not just the first. */
export class Refusals extends Error {
  override readonly name = 'Refusals';
  constructor(readonly all: readonly Refusal[]) {
    super(all.map((refusal) => refusal.message).join(' '));
  }
}
