import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import webPush from 'web-push';
import type { App } from '../../app.js';
import type { Config } from '../../config.js';
import type { NotificationPriority } from '../../generated/prisma/enums.js';
import { type Channel, DeliveryProblem, type Parcel } from './channel.js';
import { notPublic, publicLookup } from './public-address.js';
import { isPushEndpoint } from './push-endpoint.js';

const timeoutMs = 15_000;
/** How long the push service keeps it for a device that is off. */
const keptSeconds = 24 * 3_600;

const urgencyOf = { LOW: 'low', MEDIUM: 'normal', HIGH: 'high', CRITICAL: 'high' } as const satisfies Record<
  NotificationPriority,
  string
>;

/** Undefined without VAPID keys. The id of the subscription is the target; what is sent is encrypted for its browser. */
export function createWebPush(
  { vapid, pushAnywhere }: Pick<Config, 'vapid' | 'pushAnywhere'>,
  { database }: Pick<App, 'database'>,
): Channel | undefined {
  const { publicKey, privateKey, subject } = vapid;
  if (publicKey === undefined || privateKey === undefined || subject === undefined) return undefined;
  return {
    name: 'WEB_PUSH',
    async targetsOf(tx, userIds) {
      const rows = await tx.pushSubscription.findMany({
        where: { userId: { in: [...userIds] } },
        select: { id: true, userId: true },
      });
      const targets = new Map<string, string[]>();
      for (const { id, userId } of rows) targets.set(userId, [...(targets.get(userId) ?? []), id]);
      return targets;
    },
    async send(parcel) {
      const subscription = await database.prisma.pushSubscription.findUnique({ where: { id: parcel.target } });
      if (subscription === null) throw new DeliveryProblem('PUSH_UNSUBSCRIBED', { final: true });
      const { endpoint, p256dh, auth } = subscription;
      if (!isPushEndpoint(endpoint, pushAnywhere)) throw new DeliveryProblem('PUSH_REFUSED', { final: true });
      const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payloadOf(parcel), {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: keptSeconds,
        urgency: urgencyOf[parcel.priority],
        // One that was not delivered yet is replaced by the same one, sent again.
        topic: createHash('sha256').update(parcel.id).digest('base64url').slice(0, 32),
      });
      const status = await post(endpoint, request, pushAnywhere);
      if (status === 404 || status === 410) {
        await database.prisma.pushSubscription.deleteMany({ where: { id: subscription.id } });
        throw new DeliveryProblem(`HTTP_${status}`, { final: true });
      }
      if (status < 200 || status > 299)
        throw new DeliveryProblem(`HTTP_${status}`, { final: status >= 300 && status < 500 && status !== 429 });
      await database.prisma.pushSubscription.updateMany({
        where: { id: subscription.id },
        data: { lastSentAt: new Date() },
      });
    },
  };
}

/** What the service worker gets. */
const payloadOf = ({ title, body, link, type, priority, notificationId, id }: Parcel) =>
  JSON.stringify({ id, notificationId, title, body: body.slice(0, 500), url: link, type, priority });

/** Follows no redirects, and reads no more of the answer than its status. */
function post(
  endpoint: string,
  { headers, body }: Pick<webPush.RequestDetails, 'headers' | 'body'>,
  anywhere: boolean,
): Promise<number> {
  const { request } = endpoint.startsWith('https:') ? https : http;
  const options = {
    method: 'POST',
    headers: headers as http.OutgoingHttpHeaders,
    timeout: timeoutMs,
    agent: false,
    ...(!anywhere && { lookup: publicLookup }),
  } as const;
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, options, (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('timeout', () => sent.destroy(new DeliveryProblem('PUSH_TIMEOUT')));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof DeliveryProblem) reject(error);
      else if (error.code === notPublic) reject(new DeliveryProblem('PUSH_REFUSED', { final: true }));
      else reject(new DeliveryProblem('PUSH_UNREACHABLE'));
    });
    sent.end(body);
  });
}
