import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../notifications/mail-server.js';
import { preparedDirectory, startProgram } from '../support/program.js';

/** Reads and changes the database of a program that has ended. */
async function inDatabase<Row extends object>(directory: string, ...statements: string[]): Promise<Row[]> {
  const pglite = await PGlite.create({ dataDir: join(directory, 'database'), extensions: { btree_gist } });
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await pglite.query<Row>(statement)).rows;
    return rows;
  } finally {
    await pglite.close();
  }
}

async function ask(url: string, query: string, token?: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()).data;
}

/** Changes a password: somebody is mailed about that. Resolves once the mail server has the mail, which it does not answer. */
async function mailOnItsWay(url: string, mail: MailServer): Promise<void> {
  const { signUp } = await ask(
    url,
    'mutation { signUp(input: { email: "ana@desk.example", name: "Ana", password: "seven quiet rivers" }) { session { accessToken } } }',
  );
  const { changePassword } = await ask(
    url,
    'mutation { changePassword(input: { currentPassword: "seven quiet rivers", newPassword: "nine slow clouds" }) { userErrors { code } } }',
    signUp.session.accessToken,
  );
  expect(changePassword.userErrors).toEqual([]);
  await expect.poll(() => mail.mails.length, { timeout: 60_000 }).toBe(1);
}

it('N7, N8: a process that is killed between the sending of a mail and its mark: one notification, and the same mail again', async () => {
  await using directory = await preparedDirectory();
  await using mail = await startMailServer();
  const env = { DATA_DIR: directory.path, SMTP_URL: mail.url, MAIL_FROM: 'Desk <desk@frontdesk.example>' };
  mail.answers.push('hang');
  const first = startProgram(env);
  try {
    await mailOnItsWay(await first.ready(), mail);
  } finally {
    first.child.kill('SIGKILL');
    await first.ended();
  }
  const sending = await inDatabase(directory.path, `SELECT status, attempts FROM delivery WHERE channel = 'EMAIL'`);
  expect(sending).toEqual([{ status: 'SENDING', attempts: 1 }]);
  // The claim of the dead is over: two minutes later, that is.
  await inDatabase(directory.path, `UPDATE delivery SET due_at = now()`);

  const second = startProgram(env);
  try {
    await second.ready();
    await expect.poll(() => mail.mails.length, { timeout: 60_000 }).toBe(2);
  } finally {
    second.child.kill('SIGTERM');
    await second.ended();
  }
  const [one, other] = mail.mails;
  expect(other?.messageId).toBe(one?.messageId);
  expect(other?.text).toBe(one?.text);
  expect(await inDatabase(directory.path, `SELECT status, attempts FROM delivery WHERE channel = 'EMAIL'`)).toEqual([
    { status: 'SENT', attempts: 2 },
  ]);
  expect(await inDatabase(directory.path, 'SELECT text FROM notification')).toEqual([
    { text: 'account.passwordChanged' },
  ]);
});
