import { z } from 'zod';
import { setting } from './setting.js';

const positive = z.coerce
  .number()
  .positive()
  .max(2 ** 31 - 1);

const limit = (fallback: number, description: string) =>
  setting(positive.int().default(fallback), String(fallback), description);

/** Once in a while is less than once a second. */
const rate = (fallback: number, description: string) =>
  setting(positive.default(fallback), String(fallback), description);

const whole = (fallback: number, most: number, description: string) =>
  setting(z.coerce.number().int().positive().max(most).default(fallback), String(fallback), description);

/** Every limit, with its default: public, printed in the README, the same over HTTP, SSE and WebSocket. */
export const limitSettings = {
  LIMIT_DEPTH: limit(10, 'Levels of a document.'),
  LIMIT_ALIASES: limit(15, 'Aliases in a document, those of `__typename` too; a repeated field counts like one.'),
  LIMIT_ROOT_FIELDS: limit(10, 'Root fields of a document.'),
  LIMIT_DIRECTIVES_PER_PLACE: limit(5, 'Directives at one place.'),
  LIMIT_DIRECTIVES: limit(20, 'Directives in a document.'),
  LIMIT_TOKENS: limit(1_000, 'Tokens of a document.'),
  LIMIT_DOCUMENT_BYTES: limit(10_000, 'Bytes of a document.'),
  LIMIT_COST: limit(1_000, 'Cost of an operation.'),
  LIMIT_REFUSED_COST: limit(10, 'Cost of a request that is refused before it is known what it would cost.'),
  LIMIT_PAGE: whole(100, 1_000, 'Objects of a page …'),
  LIMIT_DEFAULT_PAGE: whole(50, 1_000, '… and when nobody says how many.'),
  LIMIT_EXECUTION_MS: limit(5_000, 'Milliseconds of execution; the statement is cancelled in the database.'),
  LIMIT_USER_COST: limit(2_000, 'Cost that a user may spend at once …'),
  LIMIT_USER_COST_PER_SECOND: rate(100, '… and how much comes back each second.'),
  LIMIT_ANONYMOUS_COST: limit(200, 'Cost that an address may spend at once without signing in …'),
  LIMIT_ANONYMOUS_COST_PER_SECOND: rate(10, '… and how much comes back each second.'),
  LIMIT_SIGN_INS: limit(5, 'Wrong passwords for an account, and from an address, in 15 minutes.'),
  LIMIT_SENDS_PER_SECOND: rate(10, 'Messages that a user may send each second.'),
  LIMIT_SOCKET_MESSAGE_BYTES: limit(64_000, 'Bytes of a WebSocket message.'),
  LIMIT_SOCKET_MESSAGES_PER_SECOND: rate(30, 'WebSocket messages that a socket may send each second …'),
  LIMIT_SOCKET_MESSAGES_BURST: limit(60, '… and at once.'),
  LIMIT_SUBSCRIPTIONS: limit(50, 'Subscriptions of a socket.'),
  LIMIT_SOCKETS_PER_USER: limit(10, 'Sockets of a user; a stream over SSE counts like one.'),
  LIMIT_SOCKETS_PER_ADDRESS: limit(50, 'Sockets of an address; a stream over SSE counts like one.'),
  LIMIT_SOCKET_INIT_MS: limit(3_000, 'Milliseconds that a socket has to say `connection_init`.'),
  LIMIT_SLOW_SOCKET_MS: limit(30_000, 'Milliseconds that a socket may read nothing of what waits for it.'),
  LIMIT_BODY_BYTES: limit(256_000, 'Bytes of an HTTP body.'),
  LIMIT_UPLOAD_BYTES: limit(10_000_000, 'Bytes of an uploaded file.'),
  LIMIT_HEADERS_MS: limit(10_000, 'Milliseconds that a client has to send its headers.'),
  LIMIT_REQUEST_MS: limit(30_000, 'Milliseconds that a client has to send its request …'),
  LIMIT_UPLOAD_MS: limit(300_000, '… and a file: ten megabytes from a slow phone take minutes.'),
};

export type Limits = { [Name in keyof typeof limitSettings]: number };
