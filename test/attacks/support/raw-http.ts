import { connect } from 'node:net';

export interface Heard {
  /** Everything that came back. */
  readonly text: string;
  /** The status of each answer in it. */
  readonly statuses: number[];
  /** The server has closed, and did not merely say no more. */
  readonly closed: boolean;
}

/** Longer than any limit of the server: what has not come by then does not come. */
const patienceMs = 60_000;
/** In which another answer would follow the ones that were waited for. */
const silenceMs = 1_000;

/** Writes bytes to the port, and hears until the server closes, or has given so many answers and says no more. */
export function say(
  { url }: { url: string },
  bytes: string | Buffer,
  { answers = 1 }: { answers?: number } = {},
): Promise<Heard> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(patienceMs);
    const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
    const end = (closed: boolean) => {
      socket.destroy();
      resolve({ text, statuses: statuses(), closed });
    };
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (statuses().length >= answers) socket.setTimeout(silenceMs);
    });
    socket.on('timeout', () => end(false));
    socket.on('close', () => end(true));
    socket.on('error', () => end(true));
  });
}
