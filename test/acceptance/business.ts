import type { Device } from './device.js';
import type { Person, Stage } from './stage.js';
import type { Item } from './watch.js';

/** A business that its owner has just opened. */
export interface Business {
  readonly id: string;
  readonly name: string;
  readonly owner: Person & { device: Device };
}

/** Somebody signs up and opens it. */
export async function opens(stage: Stage, ownerName: string, input: Item): Promise<Business> {
  const owner = await stage.comes(ownerName);
  const slug = input.name.toLowerCase().replaceAll(/\W+/g, '-');
  const { property } = await owner.device.do('createProperty', { slug, ...input }, 'property { id status }');
  return { id: property.id, name: input.name, owner };
}

/** Somebody signs up and comes to work there, by the link that was mailed to them. */
export async function joins(
  stage: Stage,
  { id, name: property, owner }: Business,
  name: string,
  role: string,
): Promise<Person & { device: Device; memberId: string }> {
  const person = await stage.comes(name);
  await owner.device.do('inviteMember', { propertyId: id, email: person.email, role });
  const { text } = await stage.mailTo(person.email, new RegExp(property));
  const token = /\/invitations\/(\S+)/.exec(text)?.[1];
  const { member } = await person.device.do('acceptInvitation', { token }, 'member { id role }');
  return { ...person, memberId: member.id };
}

/** What it sells. */
export const sells = async ({ id, owner }: Business, input: Item): Promise<Item> =>
  (await owner.device.do('createOffering', { propertyId: id, ...input }, 'offering { id name }')).offering;
