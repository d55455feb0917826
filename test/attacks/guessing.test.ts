import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { password } from '../support/factories.js';
import { askFrom } from './support/from.js';
import { mediansOf } from './support/medians.js';
import { open, other, strict, target, tokenAs } from './support/target.js';
import { readyWire, subscribe } from './support/wire.js';

const signIn =
  'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { accessToken } userErrors { code message field } } }';
const from = '127.0.17.1';
const unknown = (index: number | string) => `nobody-${index}@unknown.example`;

/** What somebody hears, without what is unlike in each answer. */
const plain = ({ status, headers, body }: Awaited<ReturnType<typeof askFrom>>) => ({
  status,
  headers: Object.keys(headers).sort(),
  length: headers['content-length'],
  body: { data: body.data, errors: body.errors?.map(({ message }: { message: string }) => message) },
});

describe('attack 17: who has an account here', () => {
  it.each(['guest', 'staff', 'owner', 'admin'] as const)(
    'attack 17: at sign-in, nothing tells a %s from nobody',
    async (role) => {
      const { email } = role === 'admin' ? target().admin : target().ours.people[role];
      const known = await askFrom(from, open(), signIn, { email, password: 'wrong' });
      const nobody = await askFrom(from, open(), signIn, { email: unknown(1), password: 'wrong' });
      expect(plain(known)).toEqual(plain(nobody));
    },
  );

  it('attack 17: at sign-in, neither does the time', async () => {
    const ask = (email: string) => () => askFrom(from, open(), signIn, { email, password: 'wrong' });
    // What else the machine does may spoil a measurement. A difference that is there does not go away with more of them.
    const measured: Array<{ difference: number; allowed: number }> = [];
    for (const rounds of [25, 50, 100]) {
      // Twice somebody, to see how much two alike differ by chance.
      const { somebody, somebodyElse, nobody, nobodyElse } = await mediansOf(
        {
          somebody: ask(target().ours.people.staff.email),
          somebodyElse: ask(target().ours.people.guest.email),
          nobody: ask(unknown(2)),
          nobodyElse: ask(unknown(3)),
        },
        rounds,
      );
      const known = (somebody + somebodyElse) / 2;
      const difference = Math.abs(known - (nobody + nobodyElse) / 2);
      const byChance = Math.max(Math.abs(somebody - somebodyElse), Math.abs(nobody - nobodyElse));
      // Without a hash to check, it would be four fifths of the time: nothing that happens by chance allows for that.
      const allowed = Math.min(Math.max(3 * byChance, 0.15 * known), 0.5 * known);
      measured.push({ difference, allowed });
      if (difference <= allowed) break;
    }
    expect(measured.at(-1)?.difference, JSON.stringify(measured)).toBeLessThanOrEqual(measured.at(-1)?.allowed ?? 0);
  });

  it('attack 17: an invitation says the same to whoever it goes', async () => {
    const token = await tokenAs('owner', target().prey);
    const invite = (email: string) =>
      askFrom(
        from,
        open(),
        'mutation ($i: InviteMemberInput!) { inviteMember(input: $i) { invitation { email role } userErrors { code message } } }',
        {
          i: { propertyId: target().prey.propertyId, email, role: 'STAFF' },
        },
        { authorization: `Bearer ${token}` },
      );
    const known = await invite(target().ours.people.guest.email);
    const nobody = await invite('nobody-at-all@unknown.example');
    const words = ({ body }: typeof known) => JSON.stringify(body.data).replace(/"email":"[^"]+"/, '');
    expect(words(known)).toBe(words(nobody));
  });

  it.each(['guest', 'staff', 'owner'] as const)(
    'attack 17: a stranger cannot be found by id or address, as %s',
    async (role) => {
      const headers = { authorization: `Bearer ${await tokenAs(role)}` };
      const id = Buffer.from(`User:${target().theirs.people.staff.userId}`).toString('base64');
      const none = Buffer.from('User:00000000-0000-4000-8000-000000000000').toString('base64');
      for (const mutation of ['blockUser', 'unblockUser']) {
        const document = `mutation ($id: ID!) { ${mutation}(input: { userId: $id }) { userErrors { code } } }`;
        const [real, madeUp] = [
          await askFrom(from, open(), document, { id }, headers),
          await askFrom(from, open(), document, { id: none }, headers),
        ];
        expect(plain(real)).toEqual(plain(madeUp));
      }
    },
  );
});

const tried = ({ body }: Awaited<ReturnType<typeof askFrom>>): string =>
  body.data.signIn.userErrors[0]?.code ?? 'SIGNED_IN';
const nodes = () => target().strict.map((url) => ({ url }));
const nodeOf = (index: number) => nodes()[index % nodes().length] ?? strict();
const count = (codes: string[], code: string) => codes.filter((one) => one === code).length;

describe('attack 18: guessing passwords', () => {
  it('attack 18: an account is guessed at five times, from wherever and on whichever node', async () => {
    const { email } = target().strangers[7] ?? target().admin;
    const codes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt++)
      codes.push(
        tried(
          await askFrom(`127.0.18.${attempt + 1}`, nodeOf(attempt), signIn, { email, password: `guess ${attempt}` }),
        ),
      );
    expect(count(codes, 'CREDENTIALS_REFUSED')).toBe(5);
    expect(codes.slice(5).every((code) => code === 'RATE_LIMITED')).toBe(true);
    // Nor with the right one: whoever guesses learns nothing from it.
    expect(tried(await askFrom('127.0.18.100', strict(), signIn, { email, password }))).toBe('RATE_LIMITED');
  });

  it('attack 18: an address guesses five times, at whichever account', async () => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt++)
      codes.push(
        tried(
          await askFrom('127.0.19.1', nodeOf(attempt), signIn, {
            email: unknown(100 + attempt),
            password: 'Summer2026!',
          }),
        ),
      );
    expect(count(codes, 'CREDENTIALS_REFUSED')).toBe(5);
    // Somebody elsewhere signs in as before.
    const { email } = target().strangers[8] ?? target().admin;
    expect(tried(await askFrom('127.0.19.2', strict(), signIn, { email, password }))).toBe('SIGNED_IN');
  });

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip', 'x-client-ip'])(
    'attack 18: %s of whoever is no proxy of ours is not believed',
    async (header) => {
      const address = `127.0.20.${header.length + (header.charCodeAt(0) % 30)}`;
      const codes: string[] = [];
      for (let attempt = 0; attempt < 8; attempt++) {
        const headers = { [header]: header === 'forwarded' ? `for=203.0.113.${attempt}` : `203.0.113.${attempt}` };
        codes.push(
          tried(
            await askFrom(
              address,
              strict(),
              signIn,
              { email: unknown(`${header}-${attempt}`), password: 'x' },
              headers,
            ),
          ),
        );
      }
      expect(count(codes, 'CREDENTIALS_REFUSED')).toBe(5);
    },
  );

  it('attack 18: a hundred at once get no further than five', async () => {
    const { email } = target().strangers[9] ?? target().admin;
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        askFrom(`127.0.21.${index + 1}`, nodeOf(index), signIn, { email, password: `at once ${index}` }),
      ),
    );
    const codes = answers.filter(({ status }) => status === 200).map(tried);
    expect(count(codes, 'CREDENTIALS_REFUSED')).toBeLessThanOrEqual(5);
    expect(count(codes, 'SIGNED_IN')).toBe(0);
  });

  it.runIf(target().strictRedis !== null)(
    'attack 18: while Redis does not answer, guesses cannot be counted: nobody is let in, and later they are again',
    async () => {
      const { email } = target().strangers[8] ?? target().admin;
      const tryIn = async (last: number, guess: string) =>
        tried(await askFrom(`127.0.24.${last}`, nodeOf(last), signIn, { email, password: guess }));
      expect(await tryIn(1, password)).toBe('SIGNED_IN');
      const redis = new Redis(target().strictRedis ?? '');
      try {
        await redis.call('CLIENT', 'PAUSE', '60000', 'WRITE');
        for (let attempt = 2; attempt < 8; attempt++)
          expect(await tryIn(attempt, attempt % 2 === 0 ? password : 'guess')).toBe('RATE_LIMITED');
        await redis.call('CLIENT', 'UNPAUSE');
      } finally {
        redis.disconnect();
      }
      await eventually(async () => expect(await tryIn(9, password)).toBe('SIGNED_IN'));
    },
  );

  it('attack 18: a WebSocket is no way around it', async () => {
    const { email } = target().strangers[10] ?? target().admin;
    await using wire = await readyWire(strict(), null, { localAddress: '127.0.22.1' });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      wire.send(subscribe(`${attempt}`, signIn, { email, password: `guess ${attempt}` }));
      const { payload } = await wire.until(({ id }) => id === `${attempt}`);
      codes.push(JSON.stringify(payload));
    }
    expect(codes.filter((text) => text.includes('CREDENTIALS_REFUSED'))).toHaveLength(5);
    expect(codes.filter((text) => text.includes('RATE_LIMITED'))).toHaveLength(3);
  });

  it('attack 8: an address without an account spends what it has, on every transport together, and hears when it has more', async () => {
    const address = '127.0.23.1';
    let refused: Awaited<ReturnType<typeof askFrom>> | undefined;
    for (let question = 0; question < 200 && refused === undefined; question++) {
      const answer = await askFrom(
        address,
        nodeOf(question),
        `{ properties(first: 50) { nodes { name } } } # ${question}`,
      );
      if (answer.status === 429) refused = answer;
    }
    expect(refused?.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    await using wire = await readyWire(strict(), null, { localAddress: address });
    wire.send(subscribe('1', '{ properties(first: 100) { nodes { name } } }'));
    expect(JSON.stringify(await wire.until(({ id }) => id === '1'))).toContain('RATE_LIMITED');
    // Others do not notice.
    expect((await askFrom('127.0.23.2', other(), '{ __typename }')).status).toBe(200);
  });
});
