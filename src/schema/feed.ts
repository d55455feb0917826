import type { InputFieldMap, InputShapeFromFields } from '@pothos/core';
import { streamAccess } from '../accounts/stream-access.js';
import type { Context } from '../context.js';
import { authorizeRead, type Operation, type Subject } from '../policy/authorize.js';
import { Feed } from '../realtime/feed.js';
import type { FeedItem } from '../realtime/item.js';
import type { StoredEvent } from '../realtime/log.js';
import { builder } from './builder.js';
import { type FeedRef, seenBy } from './event.js';

type Types = typeof builder.$inferSchemaTypes;
type ArgBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, object>['arg'];

export interface FeedOptions<Args extends InputFieldMap> {
  description: string;
  args?: (t: ArgBuilder) => Args;
  /** The one stream that it reads, and what its rights depend on. Throws NOT_FOUND for what one may not see. */
  open: (args: InputShapeFromFields<Args>, context: Context) => Opened | Promise<Opened>;
}

export interface Opened {
  readonly stream: string;
  readonly subject?: Subject;
  /** What they depend on at another moment, where that changes. Null: it is gone. */
  readonly subjectNow?: () => Promise<Subject | null>;
  /**
   * What else an event has to be, besides of a kind that the feed shows: asked anew each time that rights were checked.
   * All of them when it is left out, or answers nothing.
   */
  readonly shows?: () => ((event: StoredEvent) => boolean) | undefined;
}

/** Declares a subscription that resumes: `after`, `kinds`, and the arguments of its own. */
export function feedField<Args extends InputFieldMap>(feed: FeedRef, options: FeedOptions<Args>): void {
  const operation = feed.name as Operation;
  builder.subscriptionField(operation, (t) => {
    const Kind = kindEnum(feed);
    return t.field({
      type: feed.interface,
      description: `${options.description} Resumable: nothing is lost and nothing comes twice, for as long as events are kept.`,
      args: {
        ...options.args?.(t.arg),
        after: t.arg({
          type: 'EventCursor',
          description:
            'Go on after this cursor: what happened since comes first. Without one it begins with what happens next.',
        }),
        kinds: t.arg({ type: [Kind], description: 'Only these events. All of them when it is left out.' }),
      },
      subscribe: async (_root, args, context) => {
        const { after, kinds, ...own } = args as { after?: string | null; kinds?: readonly string[] | null };
        // What is left are the arguments that `options.args` has declared.
        const {
          stream,
          subject = {},
          subjectNow,
          shows,
        } = await options.open(own as InputShapeFromFields<Args>, context);
        authorizeRead(context.actor, operation, subject);
        const { hubs, cursors } = context.app.realtime;
        const access = streamAccess(context, operation, subject, subjectNow);
        const types = kinds == null ? feed.types : new Set(kinds.filter((kind) => feed.types.has(kind)));
        return Feed.open({
          hubs,
          cursors,
          stream,
          after: after ?? null,
          access,
          // With the rights that were found when they were last checked, which is before each event that changes them.
          view: () => ({ types: seenBy(access.actor, access.subject, types), shows: shows?.() }),
        });
      },
      resolve: (item: FeedItem) => item,
    });
  });
}

/** `PropertyUpdated` is `PROPERTY_UPDATED`. */
function kindEnum(feed: FeedRef) {
  const values = [...feed.types]
    .sort()
    .map((type) => [
      type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      { value: type, description: `\`${type}\`.` },
    ]);
  return builder.enumType(`${feed.interface.name}Kind`, {
    description: `The events of \`${feed.name}\`, to choose from.`,
    values: Object.fromEntries(values) as Record<string, { value: string; description: string }>,
  });
}
