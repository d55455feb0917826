import { setTimeout as later } from 'node:timers/promises';
import WebSocket from 'ws';
import { createFrontdeskClient, type FrontdeskClient, type Tokens } from '../../src/client/index.js';

/** A client that is at home in a bad network: it tries often. */
export function newClient(url: string, tokens: Tokens | null): FrontdeskClient {
  return createFrontdeskClient({
    url,
    tokens,
    webSocketImpl: WebSocket,
    backoff: { baseMs: 100, capMs: 2_000 },
    heartbeat: { everyMs: 2_000, timeoutMs: 2_000 },
    openTimeoutMs: 3_000,
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(5_000) }),
  });
}

export interface Person {
  readonly email: string;
  readonly client: FrontdeskClient;
}

export async function aPerson(url: string, name: string): Promise<Person> {
  const client = newClient(url, null);
  const email = `${name}@example.com`;
  const { signUp } = await client.mutate<{ signUp: { session: Tokens; userErrors: unknown[] } }>(
    'mutation ($input: SignUpInput!) { signUp(input: $input) { session { accessToken refreshToken expiresAt } userErrors { code message } } }',
    { input: { email, name, password: 'correct horse battery' } },
  );
  client.session.set(signUp.session);
  return { email, client };
}

export async function aProperty({ client }: Person, slug: string): Promise<string> {
  const { createProperty } = await client.mutate<{ createProperty: { property: { id: string } } }>(
    'mutation ($input: CreatePropertyInput!) { createProperty(input: $input) { property { id } userErrors { code message } } }',
    { input: { name: slug, slug, kind: 'HOTEL', timeZone: 'Europe/Lisbon', currency: 'EUR', idempotencyKey: slug } },
  );
  return createProperty.property.id;
}

interface Invited {
  inviteMember: { token: string | null; invitation: { id: string } | null; userErrors: Array<{ code: string }> };
}

/**
 * One write, tried until there is an answer, always with the same key: however often it arrives, it happens once.
 * Answers what the server acknowledged; undefined when `given up` said so before there was an answer.
 */
export async function invite(
  { client }: Person,
  propertyId: string,
  email: string,
  givenUp: () => boolean = () => false,
): Promise<{ id: string; token: string } | undefined> {
  while (!givenUp()) {
    try {
      const { inviteMember } = await client.mutate<Invited>(
        `mutation ($input: InviteMemberInput!) {
          inviteMember(input: $input) { token invitation { id } userErrors { code } }
        }`,
        { input: { propertyId, email, role: 'STAFF', idempotencyKey: email } },
      );
      const { invitation, token, userErrors } = inviteMember;
      if (invitation === null || token === null) throw new Error(`An invitation was refused: ${userErrors[0]?.code}`);
      return { id: invitation.id, token };
    } catch (error) {
      // No answer, or a server that could not do it now: nobody knows whether it was done.
      if (!isPassing(error)) throw error;
      await later(50);
    }
  }
  return undefined;
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'NetworkError' || error.name === 'TimeoutError') return true;
  return error.name === 'OperationError' && 'code' in error && ['INTERNAL', 'TIMEOUT'].includes(String(error.code));
}
