import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

// The copy that graphql-ws loads: an import would be given another one by the test runner.
const { buildSchema, GraphQLError, graphql }: typeof import('graphql') = createRequire(import.meta.url)('graphql');

const schema = buildSchema(`
  scalar EventCursor
  interface Event { id: ID! cursor: EventCursor }
  type Happened implements Event { id: ID! cursor: EventCursor number: Int! }
  type StreamReady implements Event { id: ID! cursor: EventCursor recovered: Boolean! replayed: Int! }
  type StreamBookmark implements Event { id: ID! cursor: EventCursor }
  enum ResetReason { EXPIRED }
  type StreamReset implements Event { id: ID! cursor: EventCursor reason: ResetReason! }
  enum RevokedReason { ACCESS_LOST TOKEN_EXPIRED }
  type AccessRevoked implements Event { id: ID! cursor: EventCursor reason: RevokedReason! }
  type UserError { code: String! }
  type OpenSession { accessToken: String! refreshToken: String! expiresAt: String }
  type SessionPayload { session: OpenSession userErrors: [UserError!]! }
  type Payload { userErrors: [UserError!]! }
  input RefreshSessionInput { refreshToken: String! }
  input ReauthenticateInput { accessToken: String! }
  input AddInput { number: Int!, idempotencyKey: String }
  type Query { me: String }
  type Mutation {
    refreshSession(input: RefreshSessionInput!): SessionPayload!
    reauthenticate(input: ReauthenticateInput!): Payload!
    add(input: AddInput!): Payload!
  }
  type Subscription { happenedEvents(after: EventCursor, kinds: [String!]): Event! ticks: Int! }
`);

/** An event that is not for the reader: it gets a bookmark for it. */
export const hidden = -1;

interface Log {
  readonly numbers: number[];
  /** Cursors below it have expired. */
  oldest: number;
  waiting: Set<() => void>;
}

export interface Connected {
  readonly socket: WebSocket;
  authorization: unknown;
}

/** A server with the contract of the real one and none of its inside, that does what a test wants to see. */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly connections: Set<Connected>;
  /** Access tokens that are taken. */
  readonly valid: Set<string>;
  /** What came: `connect`, `subscribe after 3`, `reauthenticate b`, `refresh`. */
  readonly heard: string[];
  /** Refuses the next HTTP requests in this way, one each. */
  readonly failures: Array<'cut' | 'answer lost' | '503'>;
  /** The next error of a subscribe. */
  readonly refusals: string[];
  /** Sends every event this often. */
  copies: number;
  refreshable: boolean;
  add(...numbers: number[]): void;
  /** Ends the connections without a word. */
  cut(): void;
  close(code: number): void;
  /** Sockets stay open, and nothing is read from them or answered. */
  freeze(): void;
  revoke(reason: 'ACCESS_LOST' | 'TOKEN_EXPIRED'): void;
  expire(): void;
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const log: Log = { numbers: [], oldest: 0, waiting: new Set() };
  let revoked: string | undefined;
  let tokens = 0;
  const done = new Set<string>();
  const wake = () => {
    for (const waiter of log.waiting) waiter();
    log.waiting.clear();
  };
  const connections = new Set<Connected>();

  async function* happened({ after }: { after?: string | null }): AsyncGenerator<object, void, void> {
    let position = after == null ? log.numbers.length : Number(after);
    server.heard.push(`subscribe after ${after ?? 'nothing'}`);
    const control = (type: string, more: object) => ({
      happenedEvents: { __typename: type, id: randomUUID(), cursor: String(position), ...more },
    });
    if (position < log.oldest) {
      position = log.numbers.length;
      yield control('StreamReset', { reason: 'EXPIRED' });
    }
    yield control('StreamReady', { recovered: after != null, replayed: log.numbers.length - position });
    for (;;) {
      if (revoked !== undefined) return yield control('AccessRevoked', { reason: revoked });
      const number = log.numbers[position];
      if (number === undefined) {
        await new Promise<void>((resolve) => log.waiting.add(resolve));
        continue;
      }
      position++;
      if (number === hidden) {
        yield control('StreamBookmark', {});
        continue;
      }
      const event = { __typename: 'Happened', id: `event-${position}`, cursor: String(position), number };
      for (let copy = 0; copy < server.copies; copy++) yield { happenedEvents: event };
    }
  }

  const root = {
    me: (_args: unknown, { token }: { token: string | null }) => token,
    happenedEvents: happened,
    async *ticks() {
      server.heard.push('subscribe to ticks');
      yield { ticks: 1 };
      await new Promise<void>((resolve) => log.waiting.add(resolve));
    },
    add({ input }: { input: { number: number; idempotencyKey?: string } }) {
      server.heard.push(`add ${input.number}`);
      if (input.idempotencyKey === undefined || !done.has(input.idempotencyKey)) server.add(input.number);
      if (input.idempotencyKey !== undefined) done.add(input.idempotencyKey);
      return { userErrors: [] };
    },
    refreshSession() {
      server.heard.push('refresh');
      if (!server.refreshable) return { session: null, userErrors: [{ code: 'SESSION_OVER' }] };
      const accessToken = newToken(`fresh-${++tokens}`);
      server.valid.add(accessToken);
      return { session: { accessToken, refreshToken: `r${tokens}`, expiresAt: null }, userErrors: [] };
    },
    reauthenticate({ input }: { input: { accessToken: string } }) {
      const taken = server.valid.has(input.accessToken);
      server.heard.push(`reauthenticate ${taken ? 'taken' : 'refused'}`);
      return { userErrors: taken ? [] : [{ code: 'SESSION_OVER' }] };
    },
  };

  const http = createServer(async (request, response) => {
    const failure = server.failures.shift();
    if (failure === 'cut') {
      request.socket.destroy();
      return;
    }
    if (failure === '503') {
      response.writeHead(503).end('Come back later.');
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const token = request.headers.authorization?.replace('Bearer ', '') ?? null;
    const answer =
      token !== null && !server.valid.has(token)
        ? { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED', requestId: 'r-1' } }] }
        : await graphql({
            schema,
            source: query,
            variableValues: variables ?? {},
            rootValue: root,
            contextValue: { token },
          });
    if (failure === 'answer lost') request.socket.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const dispose = useServer<{ authorization?: string }, Record<PropertyKey, never>>(
    {
      schema,
      roots: { subscription: root, mutation: root, query: root },
      onConnect: ({ connectionParams, extra }) => {
        server.heard.push('connect');
        const token = connectionParams?.authorization?.replace('Bearer ', '');
        const connected = { socket: extra.socket, authorization: token };
        connections.add(connected);
        extra.socket.on('message', (message) => {
          if (String(message).includes('"type":"complete"')) server.heard.push('complete');
        });
        extra.socket.on('close', () => connections.delete(connected));
        // False makes graphql-ws close with 4403.
        return token === undefined || server.valid.has(token);
      },
      onSubscribe: () => {
        const code = server.refusals.shift();
        return code === undefined ? undefined : [new GraphQLError('No.', { extensions: { code } })];
      },
    },
    sockets,
  );
  const server: ScriptedServer = {
    url: '',
    connections,
    valid: new Set(),
    heard: [],
    failures: [],
    refusals: [],
    copies: 1,
    refreshable: true,
    add(...numbers) {
      log.numbers.push(...numbers);
      wake();
    },
    cut() {
      for (const { socket } of connections) socket.terminate();
    },
    close(code) {
      for (const { socket } of connections) socket.close(code);
    },
    freeze() {
      for (const { socket } of connections) socket.pause();
    },
    revoke(reason) {
      revoked = reason;
      wake();
      revoked = reason;
    },
    expire() {
      log.oldest = log.numbers.length;
    },
    async [Symbol.asyncDispose]() {
      if (!http.listening) return;
      for (const { socket } of connections) socket.terminate();
      wake();
      await dispose.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(server, { url: `http://127.0.0.1:${port}/graphql` });
}

/** A token that looks like a JWT and is valid for so long, by a clock that is an hour ahead of ours. */
export function newToken(name: string, seconds = 900): string {
  const iat = Math.floor(Date.now() / 1000) + 3_600;
  const body = Buffer.from(JSON.stringify({ sub: name, iat, exp: iat + seconds })).toString('base64url');
  return `e30.${body}.signature`;
}
