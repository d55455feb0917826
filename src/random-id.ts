import { randomUUID } from 'node:crypto';

/**
 * A UUID for what lives as long as a connection: in one piece. `randomUUID` leaves twenty, joined only when somebody looks
 * at them, and a hundred thousand sockets keep theirs.
 */
export const randomId = (): string => Buffer.from(randomUUID()).toString('latin1');
