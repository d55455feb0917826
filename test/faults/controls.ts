import { check, type Evidence, type Heard } from './check.js';

/**
 * A check that never fails proves nothing: each of these spoils good evidence in one way, and must be noticed.
 *
 * @returns what was not noticed.
 */
export function unnoticed(evidence: Evidence): string[] {
  return Object.entries(spoilt(evidence)).flatMap(([name, bad]) => (check(bad).length > 0 ? [] : [name]));
}

function spoilt(evidence: Evidence): Record<string, Evidence> {
  const [first, ...others] = evidence.heard.filter(({ until, ids }) => until === null && ids.length > 3);
  if (first === undefined) throw new Error('Nobody heard enough to spoil it.');
  const middle = Math.floor(first.ids.length / 2);
  const heard = (ids: readonly string[]): Evidence => ({
    ...evidence,
    heard: [{ ...first, ids } satisfies Heard, ...others],
  });
  const [stream, entries] = [...evidence.log].find(([name]) => name === first.stream) ?? ['', []];
  const log = (changed: typeof entries): Evidence => ({ ...evidence, log: new Map(evidence.log).set(stream, changed) });
  const swapped = [...first.ids];
  [swapped[middle], swapped[middle + 1]] = [swapped[middle + 1] ?? '', swapped[middle] ?? ''];
  return {
    'an event that did not arrive': heard(first.ids.toSpliced(middle, 1)),
    'the last event that did not arrive': heard(first.ids.slice(0, -1)),
    'an event that arrived twice': heard(first.ids.toSpliced(middle, 0, first.ids[middle] ?? '')),
    'two events in the wrong order': heard(swapped),
    'an event of another stream': heard([...first.ids, 'foreign']),
    'an event after the right was lost': { ...evidence, heard: [{ ...first, until: first.from + 1 }] },
    'an acknowledged write that is gone': { ...evidence, acknowledged: [...evidence.acknowledged, 'gone'] },
    'a write that was done twice': log([...entries, ...entries.slice(-1)]),
    'a hole in the log': log(entries.toSpliced(1, 1)),
  };
}
