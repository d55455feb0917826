import { connect } from 'node:net';

export interface Heard {
  /** Everything that came back. */
  readonly text: string;
  /** The status of each answer in it. */
  readonly statuses: number[];
}

/** Writes bytes to the port, and hears until the server closes or says no more for `patienceMs`. */
export function say(
  { url }: { url: string },
  bytes: string | Buffer,
  { patienceMs = 1_000 }: { patienceMs?: number } = {},
): Promise<Heard> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(patienceMs);
    const end = () => {
      socket.destroy();
      resolve({ text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)) });
    };
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('timeout', end);
    socket.on('close', end);
    socket.on('error', end);
  });
}
