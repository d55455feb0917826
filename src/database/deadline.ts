import { Fault } from '../errors.js';

/** When the client is told that it took too long, by the clock of `performance`. Undefined for what may take its time. */
export type Deadline = number | undefined;

export const deadlineIn = (ms: number): number => performance.now() + ms;

export const timeLeft = (deadline: number): number => Math.max(0, deadline - performance.now());

/** Throws TIMEOUT once the caller has been told so: what they were told is cancelled must not be done. */
export function refuseLate(deadline: Deadline): void {
  if (deadline !== undefined && timeLeft(deadline) === 0) throw new Fault('TIMEOUT');
}
