import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface MailServer extends AsyncDisposable {
  readonly url: string;
  /** What it has taken, in order. */
  readonly mails: Array<Email & { to: Array<{ address?: string }> }>;
  /** What it answers to the next mails, one after the other: an SMTP code, or `hang` after it has taken the mail. */
  readonly answers: Array<number | 'hang'>;
}

/** A real SMTP server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  const answers: MailServer['answers'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const answer = answers.shift();
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        // As servers do, it repeats the address.
        if (typeof answer === 'number')
          return done(Object.assign(new Error(`Not for ${to}`), { responseCode: answer }));
        mails.push((await PostalMime.parse(Buffer.concat(chunks))) as MailServer['mails'][number]);
        if (answer !== 'hang') done();
      });
    },
  });
  // A client that hangs up in the middle is part of the tests.
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    answers,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
