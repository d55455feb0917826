/**
 * Why a socket is closed. Clients of graphql-ws take 4400, 4401, 4406, 4409, 4429 and 4500 as final, and come back
 * after the others by themselves.
 */
export const closing = {
  badRequest: [4400, 'Bad request'],
  /** The token is refused, has expired, or its session has ended: get a fresh one and come back. */
  forbidden: [4403, 'Forbidden'],
  /** An operation has the id of one that still runs. */
  idInUse: [4409, 'Subscriber already exists'],
  /** It read nothing for thirty seconds: come back, and go on from the cursor. */
  slowConsumer: [4410, 'Slow consumer'],
  /** Its person or its address has as many sockets as may be: come back later, when another one has ended. */
  tooManySockets: [4412, 'Too many sockets'],
  /** An administrator ended it: come back, and go on from the cursor. */
  disconnected: [4413, 'Disconnected'],
  /** It floods, or shakes hands twice. */
  tooMany: [4429, 'Too many requests'],
  /** Something failed here that may not fail again: come back, not at once. */
  tryAgainLater: [1013, 'Try again later'],
  /** This node is leaving: come back, elsewhere. */
  restart: [1012, 'Service restart'],
  tooLarge: [1009, 'Message too big'],
} as const satisfies Record<string, readonly [number, string]>;
