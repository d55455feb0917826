/** What the log holds of one stream, in its order. */
export interface LogEntry {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** The invitation that it is about, where it is about one. */
  readonly invitation: string | null;
}

/** What one subscriber was given, in its order, and what it should have been. */
export interface Heard {
  readonly name: string;
  readonly stream: string;
  readonly ids: readonly string[];
  /** From which position on it listened. */
  readonly from: number;
  /** What of the stream it asked for. Null: everything that the feed shows. */
  readonly kinds: readonly string[] | null;
  /** The position at which it lost its right: nothing from there on may reach it. */
  readonly until: number | null;
}

export interface Evidence {
  readonly log: ReadonlyMap<string, readonly LogEntry[]>;
  /** The last number that each stream has given out. */
  readonly heads: ReadonlyMap<string, number>;
  /** The invitations that the server said it had made. */
  readonly acknowledged: readonly string[];
  readonly heard: readonly Heard[];
}

/** Everything that is wrong, as sentences. Empty when every promise was kept. */
export function check(evidence: Evidence): string[] {
  return [...holes(evidence), ...writes(evidence), ...evidence.heard.flatMap((heard) => deliveries(evidence, heard))];
}

function holes({ log, heads }: Evidence): string[] {
  const wrong: string[] = [];
  for (const [stream, entries] of log) {
    entries.forEach(({ seq }, index) => {
      if (seq !== index + 1) wrong.push(`${stream}: number ${index + 1} is ${seq}.`);
    });
    if (entries.length !== heads.get(stream))
      wrong.push(`${stream}: ${entries.length} events, but it stands at ${heads.get(stream)}.`);
  }
  return wrong;
}

function writes({ log, acknowledged }: Evidence): string[] {
  const made = new Map<string, number>();
  for (const entry of [...log.values()].flat())
    if (entry.type === 'MemberInvited' && entry.invitation !== null)
      made.set(entry.invitation, (made.get(entry.invitation) ?? 0) + 1);
  const revoked = [...log.values()].flat().filter(({ type }) => type === 'InvitationRevoked');
  return [
    ...acknowledged.flatMap((id) => {
      const times = made.get(id) ?? 0;
      return times === 1 ? [] : [`The acknowledged write ${id} is in the log ${times} times.`];
    }),
    // Inviting an address again takes the older invitation back: here that means that a retry was done twice.
    ...revoked.map(({ invitation }) => `A write was done twice: invitation ${invitation} was replaced.`),
  ];
}

export function expectedOf(
  { log }: Pick<Evidence, 'log'>,
  { stream, from, kinds, until }: Omit<Heard, 'ids'>,
): string[] {
  return (log.get(stream) ?? [])
    .filter(({ seq }) => seq > from && (until === null || seq < until))
    .filter(({ type }) => kinds === null || kinds.includes(type))
    .map(({ id }) => id);
}

function deliveries(evidence: Evidence, heard: Heard): string[] {
  const expected = expectedOf(evidence, heard);
  const got = heard.ids;
  const times = new Map<string, number>();
  for (const id of got) times.set(id, (times.get(id) ?? 0) + 1);
  const wanted = new Set(expected);
  // Who lost the right need not have had everything up to there; who has it must.
  const lost = heard.until === null ? expected.filter((id) => !times.has(id)) : [];
  const twice = [...times].filter(([, count]) => count > 1);
  const foreign = [...times.keys()].filter((id) => !wanted.has(id));
  const places = new Map(expected.map((id, place) => [id, place]));
  const order = got.map((id) => places.get(id) ?? -1).filter((place) => place !== -1);
  const disordered = order.filter((place, index) => index > 0 && place < (order[index - 1] ?? 0)).length;
  const hole = heard.until !== null && order.some((place, index) => index > 0 && place > (order[index - 1] ?? 0) + 1);
  return [
    ...(lost.length > 0 ? [`${heard.name} lost ${lost.length} of ${expected.length}.`] : []),
    ...(twice.length > 0 ? [`${heard.name} got ${twice.length} more than once.`] : []),
    ...(foreign.length > 0 ? [`${heard.name} got ${foreign.length} that were not for it.`] : []),
    ...(disordered > 0 ? [`${heard.name} got ${disordered} out of order.`] : []),
    ...(hole ? [`${heard.name} lost some before its right ended.`] : []),
  ];
}
