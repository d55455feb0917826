import { setTimeout as later } from 'node:timers/promises';
import { residentBytes } from '../cpu.js';

/** Resident bytes of a node once its garbage is collected and its handshakes are forgotten: the least of some looks. */
export async function keptBytes(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 6; look++) {
    if (look % 2 === 0) process.kill(pid, 'SIGUSR2');
    await later(300);
    least = Math.min(least, residentBytes(pid));
  }
  return least;
}
