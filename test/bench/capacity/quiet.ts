import { setTimeout as later } from 'node:timers/promises';
import { median } from '../report.js';
import { type Look, type Part, parts, type ThreeNodes } from './three-nodes.js';

/** CPU seconds that each part uses in a second in which nothing happens. */
export type Quiet = Readonly<Record<Part, number>>;

/**
 * A node: the mean of the whole window, since its sockets are pinged all at once. PostgreSQL: the median of its slices; it
 * is asked by the clock each second, and cleans up in between, for whoever wrote before.
 */
export async function quietFor(nodes: ThreeNodes, seconds: number): Promise<Quiet> {
  await calm(nodes);
  const looks: Look[] = [nodes.look()];
  const slices = 4;
  for (let slice = 0; slice < slices; slice++) {
    await later((seconds * 1_000) / slices);
    looks.push(nodes.look());
  }
  const aSecond = (part: Part, from?: Look, to?: Look) =>
    from === undefined || to === undefined ? Number.NaN : (to[part] - from[part]) / (to.at - from.at);
  const whole = (part: Part) => aSecond(part, looks[0], looks.at(-1));
  return {
    reader: whole('reader'),
    writer: whole('writer'),
    bystander: whole('bystander'),
    database: median(looks.slice(1).map((look, slice) => aSecond('database', looks[slice], look))),
  };
}

/** Waits until nothing is left to do of what was there before: of a start, of clients that came or left. */
export async function calm(nodes: ThreeNodes): Promise<void> {
  const busy = 0.1;
  let before = nodes.look();
  let calmLooks = 0;
  for (let looks = 0; looks < 40 && calmLooks < 2; looks++) {
    await later(250);
    const now = nodes.look();
    const isCalm = parts.every((part) => now[part] - before[part] < busy * (now.at - before.at));
    calmLooks = isCalm ? calmLooks + 1 : 0;
    before = now;
  }
}
