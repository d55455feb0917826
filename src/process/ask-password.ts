import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { StartupFailure } from './startup-failure.js';

/** The first line of the standard input. On a terminal it asks first, and what is typed is not shown. */
export async function askPassword(question: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY === true });
  try {
    for await (const line of lines) return line;
    throw new StartupFailure('The standard input ended before there was a password.');
  } finally {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write('\n');
  }
}
