import type { Browser, Page } from 'playwright-core';
import { type Answer, type RunningApp, startApp } from '../../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../../support/factories.js';
import { globalId } from '../../support/global-id.js';
import { aMicrophone, openBrowser } from './browser.js';
import { type Watched, watched } from './page.js';
import { robot } from './robot.js';

const names = { staff: 'Rui Staff', owner: 'Ana Owner', guest: 'Gita Guest', friend: 'Finn Friend' } as const;
export type Who = keyof typeof names;

/** A hotel with a desk of two, and two guests. */
export interface Chat extends AsyncDisposable {
  readonly running: RunningApp;
  readonly propertyId: string;
  /** The global ids of the people. */
  readonly ids: Readonly<Record<Who, string>>;
  /** Sends a mutation of one input and answers its payload. */
  readonly act: <Answer>(who: Who, name: string, input: object, selection?: string) => Promise<Answer>;
  /** Of a guest with the desk, unless it says otherwise. Answers its global id. */
  readonly start: (subject: string, who?: Who, input?: object) => Promise<string>;
  readonly say: (conversationId: string, body: string, who?: Who, more?: object) => Promise<{ id: string }>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into an answer that it has asked for itself.
  ask<Data = any>(who: Who, query: string, variables?: object): Promise<Answer<Data>>;
  /** A browser of its own in which somebody has signed in. */
  readonly open: (who: Who, path: string, options?: Parameters<typeof watched>[2]) => Promise<Watched>;
}

export async function aChat(): Promise<Chat> {
  const running = await startApp({ ...robot, LIMIT_SENDS_PER_SECOND: '1000' });
  const { app } = running;
  const hotel = await aProperty(app, { slug: 'harbour-hotel', name: 'Harbour Hotel' });
  const propertyId = globalId('Property', hotel.id);
  const ids = {} as Record<Who, string>;
  const tokens = {} as Record<Who, string>;
  for (const who of Object.keys(names) as Who[]) {
    const user = await aUser(app, { email: `${who}@example.com`, name: names[who] });
    if (who === 'staff') await aMember(app, hotel, 'STAFF', user);
    if (who === 'owner') await aMember(app, hotel, 'OWNER', user);
    ids[who] = globalId('User', user.id);
    tokens[who] = await signedIn(app, user);
  }
  const browser: Browser = await openBrowser(aMicrophone);

  const ask: Chat['ask'] = (who, query, variables = {}) => running.ask(query, variables, tokens[who]);
  const act: Chat['act'] = async (who, name, input, selection = '') => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await ask(
      who,
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { message } } }`,
      { input },
    );
    if (errors !== undefined || data[name].userErrors.length > 0)
      throw new Error(`${name}: ${JSON.stringify(errors ?? data[name].userErrors)}`);
    return data[name];
  };
  return {
    running,
    propertyId,
    ids,
    ask,
    act,
    async start(subject, who = 'guest', input = { kind: 'GUEST_STAFF', propertyId }) {
      const { conversation } = await act<{ conversation: { id: string } }>(
        who,
        'startConversation',
        { subject, ...input },
        'conversation { id }',
      );
      return conversation.id;
    },
    async say(conversationId, body, who = 'guest', more = {}) {
      const input = { conversationId, body, ...more };
      return (await act<{ message: { id: string } }>(who, 'sendMessage', input, 'message { id }')).message;
    },
    async open(who, path, options) {
      const opened = await watched(browser, running.url, options);
      await opened.enter(`${who}@example.com`);
      await opened.page.goto(path);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await running.close();
    },
  };
}

export const inbox = (id: string) => `/console/properties/harbour-hotel/inbox/${encodeURIComponent(id)}`;
export const own = (id: string) => `/console/messages/${encodeURIComponent(id)}`;
export const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
export const field = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
