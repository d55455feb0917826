import type { BrowserContext, Route } from 'playwright-core';

const fault = { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } };

/** What may come instead of an answer. */
export const failures = {
  'an INTERNAL error': (route: Route) => route.fulfill({ json: { data: null, errors: [fault] } }),
  'an answer full of holes': async (route: Route) => {
    const response = await route.fetch();
    const { data } = (await response.json()) as { data: object };
    const fields = Object.keys(data);
    await route.fulfill({
      response,
      json: {
        data: Object.fromEntries(fields.map((field) => [field, null])),
        errors: fields.map((field) => ({ ...fault, path: [field] })),
      },
    });
  },
  'no connection': (route: Route) => route.abort('connectionfailed'),
  'the page of a proxy': (route: Route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
} satisfies Record<string, (route: Route) => Promise<void>>;

export type Failure = keyof typeof failures;

/** What the frame asks for on every screen. */
const ofFrame = ['Viewer', 'Places', 'RunningAnnouncements', 'InboxStart', 'Unread'];

/** Of the queries of screens, those that are meant, by their names. */
type Meant = (query: string) => boolean;

export interface Answers {
  /** From now on, they wait. */
  hold: (meant?: Meant) => void;
  /** Those that wait and those that follow get no answer, but this. */
  fail: (how: Failure, meant?: Meant) => void;
  /** Those that wait and those that follow are answered. */
  answer: () => void;
}

interface State {
  readonly kind: 'answering' | 'holding' | 'failing';
  readonly how?: Failure;
  readonly meant: Meant;
}

const everything: Meant = () => true;

/** Takes hold of the answers to what screens ask for. The frame around them, mutations and feeds go on working. */
export async function answersOf(context: BrowserContext): Promise<Answers> {
  let state: State = { kind: 'answering', meant: everything };
  const waiting = new Set<() => void>();
  const become = (next: State) => {
    state = next;
    for (const look of waiting) look();
    waiting.clear();
  };
  await context.route('**/graphql', async (route) => {
    const asked = route.request().postDataJSON() as { operationName?: string; query?: string } | null;
    const name = asked?.operationName;
    const ofScreen = name !== undefined && /^query /m.test(asked?.query ?? '') && !ofFrame.includes(name);
    const now = () => (ofScreen && state.meant(name) ? state : null);
    while (now()?.kind === 'holding') await new Promise<void>((look) => waiting.add(look));
    const how = now()?.kind === 'failing' ? state.how : undefined;
    // A page that was left waits for no answer any more.
    await (how === undefined ? route.fallback() : failures[how](route)).catch(() => undefined);
  });
  return {
    hold: (meant = everything) => become({ kind: 'holding', meant }),
    fail: (how, meant = everything) => become({ kind: 'failing', how, meant }),
    answer: () => become({ kind: 'answering', meant: everything }),
  };
}
