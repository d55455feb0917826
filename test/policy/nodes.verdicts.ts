import { aProperty } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { aServiceKey, aSession, somebody } from './accounts.verdicts.js';
import { anAttachment } from './attachments.verdicts.js';
import { bookingId, holdOf } from './bookings.verdicts.js';
import { aCannedReply, aNote, byConversation, byMessage } from './messaging.verdicts.js';
import { aNotification, anAnnouncement, anEmail, aPushSubscription } from './notifications.verdicts.js';
import { aBlock, offeringId, unitId } from './offerings.verdicts.js';
import { anInvitation, aStaffMember } from './properties.verdicts.js';
import { providerOf } from './providers.verdicts.js';
import type { Expected } from './verdict.js';

/** What is known of a thing by its id: each type of node has an entry, `node Type`. */
const byId = (
  idOf: (...of: Parameters<NonNullable<Expected['variables']>>) => Promise<string> | string,
  rest: Pick<Expected, 'verdicts' | 'scope' | 'keyEverywhere'>,
): Expected => ({
  document: 'query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } }',
  variables: async (...of) => ({ id: await idOf(...of) }),
  isNode: true,
  ...rest,
});

type Variables = (...of: Parameters<NonNullable<Expected['variables']>>) => Promise<{ id: string }>;
const idFrom =
  (variables: Variables) =>
  async (...of: Parameters<Variables>) =>
    (await variables(...of)).id;

const everybody = 'A A A A A A A A A A';
const oneself = '- A A A A A A A - -';
const nothing = 'N N N N N N N N N N';
const administrators = 'N N N N N N A A N N';
const inside = 'N N N A A A A A A N';
const peopleInside = 'N N N A A A A A N N';

export const nodeVerdicts: Record<string, Expected> = {
  //                anonymous guest provider staff manager owner admin super key key-without-scope
  'node Property': byId((world, relation) => world.propertyId(relation), {
    verdicts: { same: 'A A A A A A A A A A', other: 'A A A A A A A A A A', none: nothing },
  }),
  'node Property, archived': byId(
    async ({ running }) => globalId('Property', (await aProperty(running.app, { status: 'ARCHIVED' })).id),
    { verdicts: { other: administrators }, scope: 'properties:read', keyEverywhere: { other: 'A' } },
  ),
  'node User': byId(async (world, relation) => globalId('User', (await somebody(world, relation)).id), {
    verdicts: { same: inside, other: administrators, none: nothing },
    scope: 'accounts:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Member': byId(aStaffMember, {
    verdicts: { same: inside, other: administrators, none: nothing },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Invitation': byId(anInvitation, {
    verdicts: { same: 'N N N N A A A A N N', other: administrators, none: nothing },
  }),
  'node Session': byId(
    async (world, relation, { sessionId }) =>
      globalId('Session', relation === 'own' ? sessionId : await aSession(world, relation)),
    { verdicts: { own: '- A A A A A A A - -', other: nothing, none: nothing } },
  ),
  'node ServiceKey': byId(async (world, relation) => globalId('ServiceKey', await aServiceKey(world, relation)), {
    verdicts: { same: administrators, other: administrators, none: nothing },
  }),
  'node Attachment': byId(anAttachment, {
    verdicts: { own: oneself, same: peopleInside, other: administrators, none: nothing },
  }),
  'node Offering': byId(idFrom(offeringId), {
    verdicts: { same: everybody, other: everybody, none: nothing },
  }),
  'node Unit': byId(idFrom(unitId), {
    verdicts: { same: everybody, other: everybody, none: nothing },
  }),
  'node Block': byId(idFrom(aBlock), {
    verdicts: { same: inside, other: administrators, none: nothing },
    scope: 'properties:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Booking': byId(idFrom(bookingId), {
    verdicts: { own: oneself, same: inside, other: administrators, none: nothing },
    scope: 'bookings:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Hold': byId(idFrom(holdOf), {
    verdicts: { own: oneself, same: inside, other: administrators, none: nothing },
    scope: 'bookings:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Provider': byId(idFrom(providerOf), {
    verdicts: { own: oneself, same: inside, other: administrators, none: nothing },
    scope: 'providers:read',
    keyEverywhere: { same: 'A', other: 'A', none: 'N' },
  }),
  'node Conversation': byId(idFrom(byConversation), {
    verdicts: { own: oneself, same: peopleInside, other: administrators, none: nothing },
  }),
  'node Message': byId(idFrom(byMessage), {
    verdicts: { own: oneself, same: peopleInside, other: administrators, none: nothing },
  }),
  'node Note': byId(idFrom(aNote), {
    verdicts: { own: '- N N N N N A A - -', same: peopleInside, other: administrators, none: nothing },
  }),
  'node CannedReply': byId(idFrom(aCannedReply), {
    verdicts: { same: peopleInside, other: administrators, none: nothing },
  }),
  'node Notification': byId(aNotification, {
    verdicts: { own: '- A A A A A A A - -', other: nothing, none: nothing },
  }),
  'node PushSubscription': byId(aPushSubscription, {
    verdicts: { own: '- A A A A A A A - -', other: nothing, none: nothing },
  }),
  'node EmailDelivery': byId(anEmail, { verdicts: { other: administrators, none: nothing } }),
  'node Announcement': byId(anAnnouncement, {
    verdicts: { same: 'N N N A A A A A N N', other: administrators, none: nothing },
  }),
  nodes: byId((world, relation) => world.propertyId(relation), {
    verdicts: { other: 'A A A A A A A A A A', none: nothing },
  }),
};
