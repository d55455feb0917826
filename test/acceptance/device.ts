import { expect } from 'vitest';
import WebSocket from 'ws';
import {
  createFrontdeskClient,
  type FrontdeskClient,
  OperationError,
  type TokenStore,
} from '../../src/client/index.js';
import { type Item, Watch } from './watch.js';

/** A phone, a tab or a desk: the published client, over real HTTP and WebSocket. */
export class Device {
  readonly client: FrontdeskClient;
  readonly watches: Watch[] = [];

  constructor(url: string, tokens: TokenStore | null = null) {
    this.client = createFrontdeskClient({
      url: `${url}/graphql`,
      tokens,
      webSocketImpl: WebSocket,
      backoff: { baseMs: 20, capMs: 500 },
    });
  }

  /** Asks, and gets an answer without errors. */
  ask(document: string, variables: object = {}): Promise<Item> {
    return this.client.query<Item, object>(document, variables);
  }

  /** Does something that has to go well. Answers what was selected of it. */
  async do(name: string, input: object, selection = ''): Promise<Item> {
    const payload = await this.#mutate(name, input, selection);
    expect(payload.userErrors, name).toEqual([]);
    return payload;
  }

  /** Does something that has to be refused. Answers why. */
  async refused(name: string, input: object): Promise<string> {
    const code = await this.attempt(name, input);
    expect(code, `${name} was not refused`).toBeDefined();
    return code ?? '';
  }

  /** The code of the user error, or of the fault. Undefined: it was done. */
  async attempt(name: string, input: object): Promise<string | undefined> {
    try {
      const { userErrors } = await this.#mutate(name, input, '');
      return userErrors[0]?.code;
    } catch (error) {
      if (error instanceof OperationError) return error.code;
      throw error;
    }
  }

  /**
   * Follows a feed: `viewerEvents`, or with its arguments as `conversationEvents(conversationId: "…")`. From now on, or
   * from where something stood.
   */
  async watch(field: string, selection = '', after?: string): Promise<Watch> {
    const watch = new Watch(this.client, field, selection, after);
    this.watches.push(watch);
    await watch.started();
    return watch;
  }

  close(): void {
    this.client.close();
  }

  async #mutate(name: string, input: object, selection: string): Promise<Item> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`;
    const answer = await this.client.mutate<Item>(document, { input });
    return answer[name];
  }
}
