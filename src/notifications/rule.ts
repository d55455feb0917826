import type { Transaction } from '../database/transaction.js';
import type { NotificationPriority, NotificationType } from '../generated/prisma/enums.js';
import type { EventDefinition, NewEvent } from '../realtime/event.js';
import { type ReactedEvent, reactTo } from '../realtime/reactions.js';
import type { TextKey, ValuesOf } from './catalog/catalog.js';
import type { Values } from './catalog/text.js';

/** What some people are told because of an event. */
export interface Notice {
  /** Each once, and who did it only where `alsoToActor` says so. */
  readonly to: readonly string[];
  readonly alsoToActor?: boolean;
  readonly type: NotificationType;
  readonly priority: NotificationPriority;
  readonly text: TextKey;
  readonly values: Values;
  /** What one clicks through to: the name of a type that is a `Node`, and the id of its row. */
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly propertyId: string | null;
  readonly actorId: string | null;
  /** The cause: nobody is told twice of the same. The id of the event, unless the rule knows better. */
  readonly key: string;
  /** What is noted elsewhere of each who was told, with the same transaction. */
  readonly noted?: ((told: { userId: string; notificationId: string }) => NewEvent) | undefined;
}

/** A mail to who was invited, whether they have an account or not. */
export interface InvitationMail {
  readonly invitationId: string;
}

/** Somebody has seen for themselves what they were told of: these are read. */
export interface Settled {
  readonly userId: string;
  readonly type: NotificationType;
  readonly subjectId: string;
}

/** What comes of an event. */
export interface Made {
  readonly notices: Notice[];
  readonly mails: InvitationMail[];
  readonly settled: Settled[];
}

/** What the rule decides; who did it and the cause come from the event. */
export type NoticeOf<Key extends TextKey> = Pick<
  Notice,
  'to' | 'alsoToActor' | 'type' | 'priority' | 'subject' | 'noted'
> & {
  readonly text: Key;
  readonly values: ValuesOf<Key>;
  readonly propertyId?: string | null;
  readonly key?: string;
};

export interface RuleEvent<Payload> {
  readonly id: string;
  readonly payload: Payload;
  readonly at: Date;
  /** The person who did it. Null for programs and for Frontdesk itself. */
  readonly actorId: string | null;
}

/** What there is besides texts. */
interface Also {
  /** A mail to somebody who may have no account. */
  readonly invite: (invitationId: string) => void;
  /** What somebody was told about this is read. */
  readonly settle: (settled: Settled) => void;
}

type Say = <Key extends TextKey>(notice: NoticeOf<Key>) => void;

/** What comes of an event for people. It reads with the transaction and writes nothing: it may be run again. */
export interface Rule {
  readonly type: string;
  /** Of some events, only the last one counts: the name of what they have in common. */
  readonly lastOf: ((event: ReactedEvent) => string) | undefined;
  readonly notices: (tx: Transaction, event: ReactedEvent) => Promise<Made>;
}

/** Declared beside the noun of the event, and listed in `rules.ts`. */
export function defineRule<Type extends string, Payload>(
  event: EventDefinition<Type, Payload>,
  rule: {
    /** It is looked at so long after it happened: what was seen by then need not be told. */
    afterSeconds?: number;
    lastOf?: (payload: Payload) => string;
    /** Calls `say` for each text. */
    run: (tx: Transaction, event: RuleEvent<Payload>, say: Say, also: Also) => Promise<void>;
  },
): Rule {
  reactTo(event.type, rule.afterSeconds ?? 0);
  const { lastOf } = rule;
  return {
    type: event.type,
    lastOf: lastOf && (({ payload }) => lastOf(event.payload.parse(payload))),
    async notices(tx, stored) {
      const notices: Notice[] = [];
      const mails: InvitationMail[] = [];
      const settled: Settled[] = [];
      const actorId = /^user:(.+)$/.exec(stored.actor)?.[1] ?? null;
      const known: RuleEvent<Payload> = {
        id: stored.id,
        at: stored.at,
        payload: event.payload.parse(stored.payload),
        actorId,
      };
      await rule.run(
        tx,
        known,
        ({ propertyId = null, key = stored.id, ...notice }) =>
          // The type says which names each text has; from here on they are values like any others.
          void notices.push({ ...notice, values: notice.values as Values, propertyId, key, actorId }),
        {
          invite: (invitationId) => void mails.push({ invitationId }),
          settle: (one) => void settled.push(one),
        },
      );
      return { notices, mails, settled };
    },
  };
}
