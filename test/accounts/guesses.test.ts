import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.js';
import { aUser, password, signedIn } from '../support/factories.js';

let running: RunningApp;
beforeEach(async () => {
  running = await startApp({ LIMIT_SIGN_INS: '3', LIMIT_ANONYMOUS_COST: '100000', TRUST_PROXY: '127.0.0.1,::1' });
});
afterEach(() => running.close());

const document = `mutation ($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    session { accessToken } userErrors { __typename code ... on RateLimitedError { retryAfterMs } }
  }
}`;

/** Each from an address of its own, unless one is named. */
let addresses = 0;
async function signIn(email: string | null, attempt = password, address = `198.51.100.${++addresses}`) {
  const { data } = await post<{ signIn: { session: unknown; userErrors: UserError[] } }>(
    document,
    { email, password: attempt },
    { 'x-forwarded-for': address },
  );
  return data.signIn.userErrors[0] ?? null;
}

async function post<Data>(query: string, variables: object, headers: Record<string, string>): Promise<{ data: Data }> {
  const response = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: Data };
}

interface UserError {
  __typename: string;
  code: string;
  retryAfterMs?: number;
}

it('D7: refuses an account for a while after too many wrong passwords, from wherever and even the right one', async () => {
  const { email } = await aUser(running.app);
  for (let n = 0; n < 3; n++) expect(await signIn(email, 'wrong')).toMatchObject({ code: 'CREDENTIALS_REFUSED' });
  const refused = await signIn(email);
  expect(refused).toMatchObject({ __typename: 'RateLimitedError', code: 'RATE_LIMITED' });
  expect(refused?.retryAfterMs).toBeGreaterThan(0);
  expect(refused?.retryAfterMs).toBeLessThanOrEqual(15 * 60_000);
});

it('D7: does the same for an account that nobody has', async () => {
  for (let n = 0; n < 3; n++) await signIn('nobody@example.com', 'wrong');
  expect(await signIn('nobody@example.com', 'wrong')).toMatchObject({ code: 'RATE_LIMITED' });
});

it('D7: refuses an address that tries one password on many accounts, and no other address', async () => {
  const { email } = await aUser(running.app);
  for (let n = 0; n < 3; n++) await signIn(`person-${n}@example.com`, 'wrong', '203.0.113.7');
  expect(await signIn(email, password, '203.0.113.7')).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await signIn(email, password, '203.0.113.8')).toBeNull();
});

it('D7: takes the addresses of one IPv6 network for one', async () => {
  for (let n = 0; n < 3; n++) await signIn(`person-${n}@example.com`, 'wrong', `2001:db8:1:2::${n}`);
  expect(await signIn('nobody@example.com', 'wrong', '2001:db8:1:2:3:4:5:6')).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await signIn('nobody@example.com', 'wrong', '2001:db8:1:3::1')).toMatchObject({ code: 'CREDENTIALS_REFUSED' });
});

it('D7: lets no more through when they come at once', async () => {
  const { email } = await aUser(running.app);
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'wrong')));
  const codes = answers.map((answer) => answer?.code);
  expect(codes.filter((code) => code === 'CREDENTIALS_REFUSED')).toHaveLength(3);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(9);
});

it('D7: never counts who is right: a whole office signs in at once', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => aUser(running.app)));
  const answers = await Promise.all(people.map(({ email }) => signIn(email, password, '203.0.113.9')));
  expect(answers).toEqual(people.map(() => null));
  const [somebody] = people;
  for (let n = 0; n < 6; n++) expect(await signIn(somebody?.email ?? null, password, '203.0.113.9')).toBeNull();
});

it('D7: counts questions after addresses that are taken, and no new accounts', async () => {
  const { email } = await aUser(running.app);
  const signUp = async (address: string | null) =>
    (
      await running.ask(
        'mutation ($email: EmailAddress!) { signUp(input: { name: "New", email: $email, password: "a quiet river" }) { userErrors { code } } }',
        { email: address },
      )
    ).data.signUp.userErrors.map(({ code }: { code: string }) => code);
  for (let n = 0; n < 5; n++) expect(await signUp(`new-${n}@example.com`)).toEqual([]);
  for (let n = 0; n < 3; n++) expect(await signUp(email)).toEqual(['EMAIL_TAKEN']);
  expect(await signUp(email)).toEqual(['RATE_LIMITED']);
  expect(await signUp('new-6@example.com')).toEqual(['RATE_LIMITED']);
});

it('D7: counts guesses at the password of who is signed in already', async () => {
  const token = await signedIn(running.app, await aUser(running.app));
  const erase = async (attempt: string) =>
    (
      await running.ask(
        'mutation ($password: String!) { eraseMyAccount(input: { password: $password }) { userErrors { code } } }',
        { password: attempt },
        token,
      )
    ).data.eraseMyAccount.userErrors;
  for (let n = 0; n < 3; n++) expect(await erase('wrong')).toEqual([{ code: 'CREDENTIALS_REFUSED' }]);
  expect(await erase(password)).toEqual([{ code: 'RATE_LIMITED' }]);
});

it('D7: counts them for the account, from wherever they come, and for signing in as well', async () => {
  const user = await aUser(running.app);
  const token = await signedIn(running.app, user);
  const change = async (attempt: string) => {
    const { data } = await post<{ changePassword: { userErrors: UserError[] } }>(
      'mutation ($now: String!) { changePassword(input: { currentPassword: $now, newPassword: "a quiet river" }) { userErrors { code } } }',
      { now: attempt },
      { authorization: `Bearer ${token}`, 'x-forwarded-for': `198.51.100.${++addresses}` },
    );
    return data.changePassword.userErrors;
  };
  for (let n = 0; n < 3; n++) expect(await change('wrong')).toEqual([{ code: 'CREDENTIALS_REFUSED' }]);
  expect(await change(password)).toEqual([{ code: 'RATE_LIMITED' }]);
  expect(await signIn(user.email)).toMatchObject({ code: 'RATE_LIMITED' });
});
