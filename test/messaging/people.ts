import type { Property, User } from '../../src/generated/prisma/client.js';
import type { RunningApp } from '../support/app.js';
import { aMember, aProperty, aUser, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';

export interface Somebody {
  user: User;
  id: string;
  token: string;
}

export const aGuest = async (running: RunningApp, name?: string): Promise<Somebody> =>
  somebody(running, await aUser(running.app, name === undefined ? {} : { name }));

export const aColleague = async (running: RunningApp, property: Property): Promise<Somebody> =>
  somebody(running, (await aMember(running.app, property, 'STAFF')).user);

async function somebody(running: RunningApp, user: User): Promise<Somebody> {
  return { user, id: globalId('User', user.id), token: await signedIn(running.app, user) };
}

/** A hotel with somebody at the desk and a guest. */
export async function aDesk(running: RunningApp) {
  const property = await aProperty(running.app);
  return {
    property,
    propertyId: globalId('Property', property.id),
    staff: await aColleague(running, property),
    guest: await aGuest(running),
  };
}

/** Sends a mutation of one input. Answers its payload, whatever it says. */
export async function act(running: RunningApp, who: Somebody, name: string, input: object, selection = '') {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
  const answer = await running.ask(document, { input }, who.token);
  if (answer.errors !== undefined)
    return { refused: answer.errors.map(({ extensions }) => extensions.code), userErrors: [] };
  return answer.data[name];
}

/** The same, for what has to succeed. */
export async function done(running: RunningApp, who: Somebody, name: string, input: object, selection = '') {
  const payload = await act(running, who, name, input, selection);
  if (payload.refused !== undefined || payload.userErrors.length > 0)
    throw new Error(`${name}: ${JSON.stringify(payload)}`);
  return payload;
}

/** The global id of a new conversation. */
export async function started(running: RunningApp, who: Somebody, input: object): Promise<string> {
  const { conversation } = await done(running, who, 'startConversation', input, 'conversation { id }');
  return conversation.id;
}

/** A guest has written to the desk. */
export async function aTalk(running: RunningApp) {
  const desk = await aDesk(running);
  const id = await started(running, desk.guest, { kind: 'GUEST_STAFF', propertyId: desk.propertyId });
  return { ...desk, id, rowId: Buffer.from(id, 'base64').toString().split(':')[1] ?? '' };
}
