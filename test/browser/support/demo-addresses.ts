/** Where the screens of single things are in the demo: each of them is another one in another database. */
export interface DemoAddresses {
  readonly booking: string;
  readonly payment: string;
  readonly conversation: string;
  readonly guestBooking: string;
  readonly guestConversation: string;
}

export const slug = 'riverside-hotel';
export const password = 'frontdesk';

const ofDesk = `query ($property: ID!) {
  bookings(filter: { propertyId: $property, statuses: [CHECKED_IN] }, first: 1) { nodes { code } }
  payments(filter: { propertyId: $property }, first: 1) { nodes { id } }
  conversations(filter: { propertyId: $property }, first: 1) { nodes { id } }
}`;
const ofGuest = `{
  bookings(filter: { mine: true }, first: 1) { nodes { code } }
  conversations(filter: { mine: true }, first: 1) { nodes { id } }
}`;

/** Finds them on a server that runs. */
export async function demoAddresses(url: string): Promise<DemoAddresses> {
  const desk = asker(url, await tokenOf(url, 'super@frontdesk.example'));
  const guest = asker(url, await tokenOf(url, 'guest@example.com'));
  const { property } = await desk(`{ property(slug: "${slug}") { id } }`);
  const here = await desk(ofDesk, { property: property.id });
  const own = await guest(ofGuest);
  return {
    booking: here.bookings.nodes[0].code,
    payment: encodeURIComponent(here.payments.nodes[0].id),
    conversation: encodeURIComponent(here.conversations.nodes[0].id),
    guestBooking: own.bookings.nodes[0].code,
    guestConversation: encodeURIComponent(own.conversations.nodes[0].id),
  };
}

async function tokenOf(url: string, email: string): Promise<string> {
  const { signIn } = await asker(url)(
    'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }',
    { input: { email, password } },
  );
  return signIn.session.accessToken;
}

const asker =
  (url: string, token?: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: reads deep into an answer that it has asked for itself
  async (query: string, variables: object = {}): Promise<any> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data: unknown; errors?: unknown };
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
