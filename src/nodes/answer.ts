import type { Connections, OpenConnection } from './connections.js';
import type { Measures } from './measures.js';
import type { Answer, ConnectionFilter, ConnectionPage, ConnectionRow, Place, Question, Target } from './question.js';

/** Answers for this node. */
export function createAnswer(nodeId: string, connections: Connections, measures: Measures) {
  return (question: Question): Answer => {
    if (question.about === 'stats') return { about: 'stats', stats: measures.stats(connections) };
    if (question.about === 'disconnect')
      return { about: 'disconnect', ended: disconnect(connections, question.target) };
    const fitting = [...connections].filter((connection) => fits(nodeId, connection, question.page.filter));
    const rows = fitting.map((connection) => rowOf(nodeId, connection));
    return { about: 'connections', count: rows.length, rows: inOrder(rows, question.page) };
  };
}

/** Answers how many connections or subscriptions it has ended. */
function disconnect(connections: Connections, { userId, sessionId, connectionId, subscriptionId }: Target): number {
  let ended = 0;
  for (const connection of [...connections]) {
    if (subscriptionId !== undefined) {
      const found = [...connection.subscriptions].find(({ id }) => id === subscriptionId);
      if (found === undefined) continue;
      found.end();
    } else if (
      connection.id === connectionId ||
      (userId !== undefined && userOf(connection) === userId) ||
      (sessionId !== undefined && sessionOf(connection) === sessionId)
    )
      connection.disconnect();
    else continue;
    ended++;
  }
  return ended;
}

function fits(nodeId: string, connection: OpenConnection, filter: ConnectionFilter): boolean {
  return (
    (filter.nodeId === undefined || filter.nodeId === nodeId) &&
    (filter.userId === undefined || filter.userId === userOf(connection)) &&
    (filter.feed === undefined || [...connection.subscriptions].some(({ feed }) => feed === filter.feed))
  );
}

/** Also for what several nodes have answered. */
export function inOrder(rows: readonly ConnectionRow[], { before, after, limit, inverted }: ConnectionPage) {
  const places = rows
    .map((row) => ({ row, place: { at: row.connectedAt, id: row.id } }))
    .filter(({ place }) => (after === null || comes(after, place)) && (before === null || comes(place, before)))
    .sort((a, b) => (comes(a.place, b.place) ? -1 : 1));
  return (inverted ? places.reverse() : places).slice(0, limit).map(({ row }) => row);
}

/** Whether the first stands before the second: the newest is first. */
const comes = (a: Place, b: Place) => a.at > b.at || (a.at === b.at && a.id > b.id);

const userOf = ({ actor }: OpenConnection) => (actor?.kind === 'user' ? actor.id : null);
const sessionOf = ({ actor }: OpenConnection) => (actor?.kind === 'user' ? actor.sessionId : null);

function rowOf(nodeId: string, connection: OpenConnection): ConnectionRow {
  const { id, actor, transport, address, userAgent, connectedAt } = connection;
  return {
    id,
    nodeId,
    transport,
    userId: userOf(connection),
    sessionId: sessionOf(connection),
    serviceKeyId: actor?.kind === 'serviceKey' ? actor.id : null,
    address,
    userAgent,
    connectedAt: connectedAt.toISOString(),
    subscriptions: Array.from(connection.subscriptions, ({ id, feed, startedAt }) => ({
      id,
      feed,
      startedAt: startedAt.toISOString(),
    })),
  };
}
