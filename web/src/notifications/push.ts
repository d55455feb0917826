import type { RegisterPushSubscriptionInput } from '../generated/graphql.js';

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window;

/** Asks for the permission and subscribes this browser. Null when the person or the browser does not want it. */
export async function subscribeToPush(publicKey: string): Promise<RegisterPushSubscriptionInput | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const worker = await navigator.serviceWorker.register('/console/push-worker.js', { scope: '/console/' });
  const subscription = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch(() => null);
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  if (endpoint === undefined || keys?.auth === undefined || keys.p256dh === undefined) return null;
  return { endpoint, auth: keys.auth, p256dh: keys.p256dh };
}
