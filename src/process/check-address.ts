import { createServer } from 'node:net';
import { codeOf, messageOf, StartupFailure } from './startup-failure.js';

/** Whether one may listen there, known before a database is opened or filled. Throws `StartupFailure`. */
export async function checkAddress(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw explainListening(error, host, port);
  }
  await new Promise((resolve) => server.close(resolve));
}

export function explainListening(error: unknown, host: string, port: number): StartupFailure {
  if (error instanceof StartupFailure) return error;
  const sentence = () => {
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        return `Port ${port} is taken by another program: end it, or choose another port, for example PORT=${port + 1}.`;
      case 'EACCES':
        return `This user may not listen on port ${port}: choose one above 1023, for example PORT=4000.`;
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        return `This machine has no address ${host}: correct HOST, for example HOST=127.0.0.1 or HOST=0.0.0.0.`;
      default:
        return `Frontdesk cannot listen on ${host}:${port} (${messageOf(error)}): correct HOST or PORT.`;
    }
  };
  return new StartupFailure(sentence(), { cause: error });
}
