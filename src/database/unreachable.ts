import { Prisma } from '../generated/prisma/client.js';
import { sqlState } from './transaction.js';

/** Whether it failed because the database was not there, or went away: worth asking again later. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return prismaCodes.has(error.code) || isConnectionState(sqlState(error)) || isUnreachable(adapterCause(error));
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, kind, message } = error as Record<string, unknown>;
  return (
    systemCodes.has(String(code)) ||
    adapterKinds.has(String(kind)) ||
    isConnectionState(code) ||
    isConnectionState(originalCode) ||
    (typeof message === 'string' && withoutCode.test(message))
  );
}

const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2037']);
const adapterKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH']);

/** Connection exceptions, shutdowns and starts of the server, too many connections. */
const isConnectionState = (state: unknown) => typeof state === 'string' && /^(08...|57P0[123]|53300)$/.test(state);

/** The driver's own errors, which have no code. */
const withoutCode =
  /^Connection terminated|timeout exceeded when trying to connect|^Client has encountered a connection error/;

const adapterCause = (error: Prisma.PrismaClientKnownRequestError) =>
  (error.meta?.driverAdapterError as { cause?: unknown } | undefined)?.cause;
