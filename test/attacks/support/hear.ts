import { jsonIn, untilFirstEvent } from '../../support/sse.js';
import { post, type Reply } from '../../support/transports.js';
import type { Transport } from './arbitraries.js';
import type { Kind } from './inputs.js';
import { readyWire, subscribe } from './wire.js';

/** What came of a question: what it was answered with, and how. */
export interface Heard {
  /** Undefined when what came is no answer of GraphQL. */
  readonly reply: Reply | undefined;
  /** Everything that came, as it came. */
  readonly text: string;
  /** Over HTTP. */
  readonly status?: number;
  /** The code of the socket's close, when it was closed instead of answering, or together with it. */
  readonly closed?: number;
}

/** Who has heard nothing by then will not. */
const patienceMs = 60_000;

/** What is asked, and where, by whom. */
export interface Question {
  readonly kind: Kind;
  readonly at: { readonly url: string };
  readonly query: string;
  readonly variables: object;
  readonly token: string | null;
}

/** Asks once and tells what is heard: of a subscription, the first that it says. */
export const hear = (transport: Transport, question: Question): Promise<Heard> =>
  transport === 'WebSocket'
    ? bySocket(question)
    : byRequest(transport === 'SSE' ? 'text/event-stream' : '*/*', question);

async function byRequest(accept: string, { kind, at, query, variables, token }: Question): Promise<Heard> {
  const ask = () => post(at, query, variables, token, accept, AbortSignal.timeout(patienceMs));
  const first = await ask().catch(onceMore(ask));
  const response = first.status === 408 ? await ask() : first;
  const text = kind === 'subscription' ? await untilFirstEvent(response) : await response.text();
  return { reply: replyIn(jsonIn(text)), text, status: response.status };
}

/**
 * A connection that is kept may be closed just as it is used again, and one that is new when nobody has come to read what it
 * says, where whoever asks was not given time to: that is no answer. A node that has ended, or that hangs up on what it was
 * asked, does so again.
 */
const onceMore =
  <Answer>(ask: () => Promise<Answer>) =>
  (error: unknown): Promise<Answer> => {
    if (error instanceof Error && /^fetch failed$|server response: 408$/.test(error.message)) return ask();
    throw error;
  };

function replyIn(text: string): Reply | undefined {
  try {
    return JSON.parse(text) as Reply;
  } catch {
    return undefined;
  }
}

async function bySocket({ kind, at, query, variables, token }: Question): Promise<Heard> {
  const come = () => readyWire(at, token);
  await using wire = await come().catch(onceMore(come));
  const patience = setTimeout(() => wire.socket.terminate(), patienceMs);
  try {
    wire.send(subscribe('1', query, variables));
    const isLast = ({ id, type }: { id?: string; type: string }) =>
      id === '1' && (type !== 'next' || kind === 'subscription');
    const closed = await closing(wire.until(isLast), wire.closed);
    // Whatever was refused, the socket goes on.
    if (closed === undefined) wire.send({ type: 'ping' });
    const closedThen =
      closed ??
      (await closing(
        wire.until(({ type }) => type === 'pong'),
        wire.closed,
      ));
    const said = wire.messages.filter(({ id }) => id === '1');
    const [first] = said;
    const reply =
      first?.type === 'error'
        ? { errors: first.payload as NonNullable<Reply['errors']> }
        : first?.type === 'next'
          ? (first.payload as Reply)
          : undefined;
    return { reply, text: JSON.stringify(said), ...(closedThen !== undefined && { closed: closedThen }) };
  } finally {
    clearTimeout(patience);
  }
}

/** The code, when the socket is closed before that comes. */
const closing = (coming: Promise<unknown>, closed: Promise<number>): Promise<number | undefined> =>
  coming.then(
    () => undefined,
    () => closed,
  );
