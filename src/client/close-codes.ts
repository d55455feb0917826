/** What the end of a connection means. */
export type Ending = 'refused' | 'unauthorized' | 'retry';

/**
 * Our mistakes, or a server that does not speak with us: coming back changes nothing. Everything else (1001, 1006,
 * 1012 restart, 4408, 4410 slow consumer …) is worth another attempt.
 */
const final = new Set([1002, 1003, 1007, 1008, 1009, 1010, 4004, 4005, 4400, 4401, 4406, 4409, 4429, 4500]);

export function endingOf(code: number): Ending {
  if (code === 4403) return 'unauthorized';
  return final.has(code) ? 'refused' : 'retry';
}
