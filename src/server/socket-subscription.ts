import type { OpenSubscription } from '../nodes/connections.js';

/** A subscription on a socket. */
export class SocketSubscription implements OpenSubscription {
  readonly #startedAt = Date.now();

  constructor(
    readonly connectionId: string,
    readonly operationId: string,
    readonly feed: string,
    /** How it ends. */
    public ending: (operationId: string) => void,
  ) {}

  get id(): string {
    return `${this.connectionId}:${this.operationId}`;
  }

  get startedAt(): Date {
    return new Date(this.#startedAt);
  }

  end(): void {
    this.ending(this.operationId);
  }
}
