import type { App } from '../app.js';
import { Closers } from '../closers.js';
import type { Drain } from '../drain.js';
import { chatsOf } from '../providers/telegram/chats-of.js';
import { reactsAtOnce } from '../realtime/reactions.js';
import { createEmail } from './channels/email.js';
import { createTelegram } from './channels/telegram.js';
import { createWebPush } from './channels/web-push.js';
import { startCourier } from './courier.js';
import { startNotifier } from './notifier.js';

/** What turns events into what people are told, on this node. */
export interface Notifications {
  /** Makes notifications of events. */
  readonly notifier: Drain;
  /** Brings them out of the house. */
  readonly courier: Drain;
  close(): Promise<void>;
}

export function startNotifications(app: Pick<App, 'config' | 'database' | 'log' | 'telegram'>): Notifications {
  const { config, database, log } = app;
  const closers = new Closers();
  // A new channel is one line here.
  const channels = [
    closers.add(createEmail(config, app)),
    createWebPush(config, app),
    createTelegram(app.telegram, chatsOf, app),
  ].filter((channel) => channel !== undefined);
  const courier = closers.add(startCourier(app, channels));
  const notifier = closers.add(startNotifier(database, log, channels, courier.nudge));
  database.onAppended((pokes) => {
    if (pokes.some(({ events }) => events.some(reactsAtOnce))) notifier.nudge();
  });
  return { notifier, courier, close: () => closers.close() };
}
