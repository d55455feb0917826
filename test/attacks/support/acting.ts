import { type Reply, transports } from '../../support/transports.js';

/** What the schema does not know is refused whoever asks: that proves nothing. */
const isMistake = ({ message }: { message: string }) =>
  /Cannot query field|is not defined by type|was not provided|Unknown (type|argument)/.test(message);

/** Sends a mutation of one input over HTTP. Answers its payload, or the codes of the errors. Throws for what the schema does not know. */
export async function act(at: { url: string }, token: string | null, name: string, input: object, selection = '') {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
  const reply: Reply = await transports.HTTP(at, document, { input }, token);
  const mistake = reply.errors?.find(isMistake);
  if (mistake !== undefined) throw new Error(`${name}: ${mistake.message}`);
  if (reply.errors !== undefined)
    return {
      refused: reply.errors.map(({ extensions }) => extensions?.code),
      userErrors: [] as Array<{ code: string }>,
    };
  return reply.data[name];
}

/** The same, for what has to succeed. */
export async function done(at: { url: string }, token: string | null, name: string, input: object, selection = '') {
  const payload = await act(at, token, name, input, selection);
  if (payload.refused !== undefined || payload.userErrors.length > 0)
    throw new Error(`${name}: ${JSON.stringify(payload)}`);
  return payload;
}

/** What refused it: the codes of the errors, or of the user errors. */
export const codesOf = (payload: { refused?: unknown[]; userErrors: Array<{ code: string }> }): unknown[] =>
  payload.refused ?? payload.userErrors.map(({ code }) => code);

/** A local day, so many days from today. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
