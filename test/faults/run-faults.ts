import { setTimeout as later } from 'node:timers/promises';
import { check, type Evidence, expectedOf } from './check.js';
import { Cluster } from './cluster.js';
import { unnoticed } from './controls.js';
import { heardBy, readLog } from './evidence.js';
import { schedule } from './faults.js';
import { Random } from './random.js';
import { prepare, type Scene } from './scene.js';

export interface FaultRun {
  seed: number;
  seconds: number;
  faults: number;
  /** Ends the run early, with everything that it has started. */
  signal: AbortSignal;
}

/** Everybody has what the log holds within this time after the last fault. */
const catchUpMs = 10_000;

/** One run: writers write, subscribers listen, things go wrong. Answers every promise that was broken. */
export async function runFaults(run: FaultRun): Promise<string[]> {
  const random = new Random(run.seed);
  await using cluster = await Cluster.start(run.seed);
  const stopped = new Promise<never>((_resolve, reject) => {
    run.signal.addEventListener('abort', () => reject(run.signal.reason), { once: true });
  });
  return await Promise.race([stopped, play(run, cluster, random)]);
}

async function play(run: FaultRun, cluster: Cluster, random: Random): Promise<string[]> {
  const scene = await prepare(cluster);
  try {
    const writing = scene.write();
    await happen(run, cluster, random);
    scene.stopWriting();
    await writing;
    const late = await catchUp(cluster, scene);
    return [...late, ...(await judge(cluster, scene))];
  } finally {
    scene.close();
  }
}

async function happen(run: FaultRun, cluster: Cluster, random: Random): Promise<void> {
  const started = Date.now();
  const pause = (run.seconds * 1_000) / run.faults;
  for (const [index, fault] of schedule(run.faults, random).entries()) {
    // Not before its time; a fault that took long makes the next ones come sooner.
    await later(Math.max(started + pause * index - Date.now(), 200));
    const began = Date.now();
    await fault.happen(cluster, random);
    console.log(
      `${String(index + 1).padStart(3)}. at ${((began - started) / 1_000).toFixed(1)} s: ${fault.name} (${Date.now() - began} ms)`,
    );
  }
}

/** Waits for everybody. Who did not come in time is named. */
async function catchUp(cluster: Cluster, scene: Scene): Promise<string[]> {
  const started = Date.now();
  const { log } = await readLog(cluster, scene.streams);
  const behind = () =>
    scene.subscribers.filter((subscriber) => {
      const { length } = expectedOf({ log }, heardBy(subscriber, scene.from));
      return subscriber.ids.length < length;
    });
  while (behind().length > 0 && Date.now() - started < catchUpMs) await later(20);
  const late = behind();
  if (late.length === 0) console.log(`All had caught up ${Date.now() - started} ms after the last write.`);
  // What comes too much would come now.
  await later(1_000);
  return late.map(
    ({ name, state, resumed }) =>
      `${name} had not caught up after ${catchUpMs / 1_000} s: ${JSON.stringify(state())}, ${resumed()} resumes.`,
  );
}

async function judge(cluster: Cluster, scene: Scene): Promise<string[]> {
  const found = await readLog(cluster, scene.streams);
  const removedAt = found.log.get(scene.removed.stream)?.findLast(({ type }) => type === 'MemberRemoved')?.seq ?? null;
  const evidence: Evidence = {
    ...found,
    acknowledged: scene.acknowledged,
    heard: [
      ...scene.subscribers.map((subscriber) => heardBy(subscriber, scene.from)),
      heardBy(scene.removed, scene.from, removedAt),
    ],
  };
  const control = { ...evidence, heard: [heardBy(scene.withoutCursor, scene.from)] };
  const wrong = [
    ...check(evidence),
    ...scene.subscribers.flatMap(({ name, resets, ends }) => [
      ...resets.map((reason) => `${name} was reset: ${reason}.`),
      ...ends.map((end) => `${name} was ended: ${JSON.stringify(end)}.`),
    ]),
    ...(scene.removed.ends[0]?.kind === 'revoked'
      ? []
      : [`Who was removed was not told so: ${JSON.stringify(scene.removed.ends)}.`]),
    ...cluster.nodes.flatMap(({ port, errors }) => (errors === '' ? [] : [`The node on port ${port} said: ${errors}`])),
    ...unnoticed(evidence).map((name) => `CONTROL: the check did not notice ${name}.`),
    ...(check(control).length > 0 ? [] : ['CONTROL: a client that ignores its cursor was not found to lose anything.']),
  ];
  const total = evidence.heard.reduce((sum, { ids }) => sum + ids.length, 0);
  const resumes = scene.subscribers.reduce((sum, subscriber) => sum + subscriber.resumed(), 0);
  console.log(
    `${scene.acknowledged.length} acknowledged writes, ${total} deliveries to ${evidence.heard.length} subscribers, ` +
      `${resumes} resumes. The control without a cursor: ${check(control).join(' ')}`,
  );
  return wrong;
}
