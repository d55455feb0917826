import type { Transaction } from '../../database/transaction.js';
import type { NotificationChannel, NotificationPriority, NotificationType } from '../../generated/prisma/enums.js';
import type { TextKey } from '../catalog/catalog.js';
import type { Values } from '../catalog/text.js';

/** A way out of the house. In the app nothing is sent: there the row and its event, of one transaction, are all. */
export interface Channel {
  readonly name: Exclude<NotificationChannel, 'IN_APP'>;
  /** Where it reaches these people: each target gets a delivery of its own. Who is left out is not reached. */
  targetsOf(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Resolves once the other side has taken it. At least once: a worker that dies before it could write that down leaves
   * it to another, with the same `id`, by which the other side may know it again. Throws a `DeliveryProblem`; whatever
   * else it throws is tried again.
   */
  send(parcel: Parcel): Promise<void>;
}

/** What is sent, worded for who gets it. */
export interface Parcel {
  /** Of the delivery: the same at every attempt. */
  readonly id: string;
  readonly target: string;
  /** Null for an invitation, whose reader may have no account. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly locale: string;
  readonly text: TextKey;
  readonly values: Values;
  readonly title: string;
  readonly body: string;
  readonly type: NotificationType;
  readonly priority: NotificationPriority;
  readonly notificationId: string | null;
  /** Where one clicks through to. */
  readonly link: string;
  /** Where one ends mail of this type. Null for mail that nobody has subscribed to. */
  readonly unsubscribe: string | null;
}

/** Why something could not be delivered, as a word for programs. It never holds an address, a token or a text. */
export class DeliveryProblem extends Error {
  override readonly name = 'DeliveryProblem';
  constructor(
    readonly code: string,
    readonly options: {
      /** It is of no use to try again. */
      final?: boolean;
      /** The other side said so. */
      retryAfterMs?: number;
    } = {},
  ) {
    super(code);
  }
}
