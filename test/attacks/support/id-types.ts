import { globalId } from '../../support/global-id.js';
import { type Tenant, target } from './target.js';

/** Which type of node the id in a place is of. What is not here is told by its name: `bookingId`, `unitId`. */
const typeOfPlace: Array<[place: RegExp, type: string | null]> = [
  [/^(viewing|setViewing)\b.*nodeId$/, 'Conversation'],
  [/\b(subjectId|nodeId|nodeIds?)$/, 'Booking'],
  [/^node\.id$|^nodes\.ids$/, 'Booking'],
  [/(actorId|assigneeId|participantIds|mentionIds|userIds|exceptUserIds|userId)$/, 'User'],
  [/(memberId)$/, 'Member'],
  [/(replyToId|messageId)$/, 'Message'],
  [/(attachmentIds)$/, 'Attachment'],
  [/\bholdId$|^releaseHold\b.*\.id$/, 'Hold'],
  [/^(confirm|decline|cancel|checkIn|complete|mark|reschedule|modify)(Booking|NoShow)\b.*\.id$/, 'Booking'],
  [/^(accept|start|deliver|cancel|reject)Order\b.*\.id$|^markOrderReady\b.*\.id$/, 'Order'],
  [/^\w+Payment\b.*\.id$|^payment\.id$/, 'Payment'],
  [/^(edit|delete|forward)Message\b.*\.id$/, 'Message'],
  [/^(changeMemberRole|removeMember)\b.*\.id$/, 'Member'],
  [/^revokeInvitation\b.*\.id$/, 'Invitation'],
  [/^(set|update)Property(Status)?\b.*\.id$|^property\.id$/, 'Property'],
  [/^setProviderStatus\b.*\.id$|^provider\.id$/, 'Provider'],
  [/^(updateConversation|setConversationStatus|conversation)\b.*\.id$/, 'Conversation'],
  [/^completeUpload\b.*\.id$/, 'Attachment'],
  [/^deleteNote\b.*\.id$/, 'Note'],
  [/^deleteCannedReply\b.*\.id$/, 'CannedReply'],
  [/^removeBlock\b.*\.id$/, 'Block'],
  [/^(archive|delete|mark)Notifications(Read|Seen)?\b.*\.ids$/, 'Notification'],
  [/^(dismiss|end)Announcement\b.*\.id$/, 'Announcement'],
  [/^removePushSubscription\b.*\.id$/, 'PushSubscription'],
  [/^(retry|resend)Email\b.*\.id$|^emailDelivery\.id$|^email\w*\.id$/, 'EmailDelivery'],
  [/^updateMenuItem\b.*\.id$/, 'MenuItem'],
  [/^updateOffering\b.*\.id$|^offering\.id$/, 'Offering'],
  [/^booking\.id$/, 'Booking'],
  [/^order\.id$/, 'Order'],
  [/^(acknowledge|resolve)Alert\b.*\.id$/, 'Alert'],
  [/^(update|delete)AlertRule\b.*\.id$/, 'AlertRule'],
  // Jobs are of the platform: administrators alone may name one.
  [/^retryJob\b.*\.id$/, null],
  // The names of sockets and of what they subscribe to are no nodes.
  [/(connectionId|subscriptionId)$/, null],
];

/** The type of node that the id at that place is of. Null: of none. Undefined: nobody has said so. */
export function typeAt(path: string): string | null | undefined {
  const listed = typeOfPlace.find(([place]) => place.test(path));
  if (listed !== undefined) return listed[1];
  const [, name] = /([a-zA-Z]+)Ids?$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  return type in target().theirs.ids ? type : undefined;
}

/** Where one of the right type is not enough: who has done something, or takes part, and what is not sent yet. */
const exactly: Record<string, (tenant: Tenant) => string> = {
  'activity.filter.userId': ({ people }) => globalId('User', people.owner.userId),
  'auditLog.filter.actorId': ({ people }) => globalId('User', people.owner.userId),
  'conversations.filter.assigneeId': ({ people }) => globalId('User', people.staff.userId),
  'emailDeliveries.userId': ({ people }) => globalId('User', people.staff.userId),
  'removeParticipant.input.userId': ({ people }) => globalId('User', people.guest.userId),
  'sendMessage.input.attachmentIds': ({ unsentId }) => unsentId,
};

/** What the tenant has for that place. */
export const idAt = (path: string, tenant: Tenant): string =>
  exactly[path]?.(tenant) ?? tenant.ids[typeAt(path) ?? ''] ?? '';
