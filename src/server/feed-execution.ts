import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { StreamAccess } from '../accounts/stream-access.js';
import type { App } from '../app.js';
import type { Context } from '../context.js';
import { isUnreachable } from '../database/unreachable.js';
import { type ViewerClass, viewerClass } from '../policy/viewer-class.js';
import type { Feed } from '../realtime/feed.js';
import type { EventItem, FeedItem } from '../realtime/item.js';
import { createSharedResults, NotAlike, type ResultGroup, type SharedResults } from '../realtime/shared-results.js';
import { type OperationHead, type SharedResult, shareResult } from '../realtime/transport/frame.js';
import { type FrameRun, LastRun, type RunSource } from '../realtime/transport/frame-run.js';
import type { Prepared } from './operation.js';
import { presentError } from './present-error.js';
import { withinTime } from './within-time.js';

/** What an item is to a reader: the answer, and its bytes. */
export interface FeedResult {
  readonly answer: ExecutionResult;
  readonly shared: SharedResult;
}

/** How the items of one feed become what its reader gets. */
export interface FeedExecution<Item> {
  /** Undefined while it is being made: `made` is called then, once, and it is worth asking again. */
  of(item: Item, made: () => void): FeedResult | undefined;
  /** All that is due to its reader, where that was made for another who stands at the same place, or needs no making. */
  run?(head: OperationHead, deflates: boolean): FrameRun | undefined;
  close(): void;
}

export interface FeedExecutions {
  /** Shares with other readers what can be shared. */
  open(prepared: Prepared, feed: Feed<StreamAccess>): FeedExecution<FeedItem>;
  /** Shares nothing: for what is no view of the log. */
  alone(prepared: Prepared): FeedExecution<unknown>;
  readonly shared: SharedResults<FeedResult>;
}

/**
 * Readers who ask the same of the same stream, and have the same rights there, share an execution for each event. What a
 * shared execution can know of its reader is what all of them have in common. When a resolver asks for more, the result is
 * thrown away, and from there on each reader has executions of its own: sharing is never wrong, only sometimes not possible.
 */
export function createFeedExecutions(app: App, schema: GraphQLSchema): FeedExecutions {
  const shared = createSharedResults<FeedResult>(
    // Once as it is, and once as the frame that was made of it last.
    ({ shared: { bytes, deflated } }) => 2 * bytes.length + (deflated?.length ?? 0),
  );
  const run = createRun(app, schema);

  const forAll: ForAll = (prepared, { somebody }, item) => {
    let alike = true;
    const actor = somebody(() => {
      alike = false;
    });
    const request = { id: randomUUID(), address: '', userAgent: '', transport: 'internal' } as const;
    app.metrics.feedExecutions.inc({ shared: 'yes' });
    return run(prepared, item, { app, actor, request }, () => {
      if (!alike) throw new NotAlike();
    });
  };

  const alone = (prepared: Prepared): FeedExecution<unknown> => {
    const executable = executableOf(prepared);
    // One item after the other: the one that is being made, or was made last.
    let current: { item: unknown; result?: FeedResult } | undefined;
    return {
      of(item, made) {
        if (current !== undefined && current.item === item) return current.result;
        app.metrics.feedExecutions.inc({ shared: 'no' });
        const result = run(executable, item, prepared.context);
        if (!(result instanceof Promise)) return result;
        const making: { item: unknown; result?: FeedResult } = { item };
        current = making;
        void result.then((found) => {
          making.result = found;
          made();
        });
        return undefined;
      },
      close: nothing,
    };
  };

  return {
    shared,
    alone,
    open: (prepared, feed) => new SharingExecution(prepared, feed, shared, forAll, alone(prepared)),
  };
}

type ForAll = (executable: Executable, viewer: ViewerClass, item: EventItem) => FeedResult | Promise<FeedResult>;

/** Of one reader: in a group with others like it, until they turn out not to be alike. */
class SharingExecution implements FeedExecution<FeedItem>, RunSource {
  #group: ResultGroup<FeedResult> | undefined;
  #lastRun: LastRun | undefined;
  #checks = -1;
  #apart = false;

  constructor(
    readonly prepared: Prepared,
    readonly feed: Feed<StreamAccess>,
    readonly shared: SharedResults<FeedResult>,
    readonly forAll: ForAll,
    readonly own: FeedExecution<unknown>,
  ) {}

  of(item: FeedItem, made: () => void): FeedResult | undefined {
    if (this.#apart) return this.own.of(item, made);
    // Rights were looked at anew: then it may be another group.
    const group = this.#group !== undefined && this.#checks === this.feed.checks ? this.#group : this.#join();
    if (item.kind !== 'event') return this.own.of(item, made);
    const result = group.of(item, made);
    if (!group.split) return result;
    this.#apart = true;
    this.close();
    return this.own.of(item, made);
  }

  run(head: OperationHead, deflates: boolean): FrameRun | undefined {
    const from = this.feed.behind;
    // Whoever has not joined, or has to join another group, takes the next item by itself.
    if (from === undefined || this.#group === undefined || this.#checks !== this.feed.checks) return undefined;
    const { epoch, seq: to } = this.feed.head;
    const run = this.#lastRun?.of({ epoch, from, to }, head, deflates, this);
    // It may have been made for somebody of the group who asked for more kinds, or may see more of them.
    return run !== undefined && this.feed.showsAllOf(run.types) ? run : undefined;
  }

  item(seq: number): EventItem | undefined {
    const item = this.feed.held.hub.inMemory(seq);
    return item !== undefined && this.feed.showsPlainly(item) ? item : undefined;
  }

  made(item: EventItem): FeedResult | undefined {
    return this.#group?.made(item);
  }

  close(): void {
    this.#group?.leave();
    this.#group = undefined;
  }

  #join(): ResultGroup<FeedResult> {
    const { stream, access } = this.feed.options;
    const { types } = this.feed;
    const { text, operationName } = this.prepared;
    const { hub } = this.feed.held;
    const executable = executableOf(this.prepared);
    // Of the group, not of this reader, who may leave before the others.
    const { forAll } = this;
    const viewer = viewerClass(access.actor, access.subject.propertyId ?? null);
    const group = this.shared.join(
      JSON.stringify([viewer.key, stream, operationName, variablesButAfter(this.prepared), text]),
      (item) => forAll(executable, viewer, item),
      (opened) => hub.onArrival((item) => (types.has(item.event.type) ? opened.prepare(item) : undefined)),
    );
    // After the other was joined: it may be the same.
    this.#group?.leave();
    this.#group = group;
    this.#lastRun = lastRunOf(group);
    this.#checks = this.feed.checks;
    return group;
  }
}

const lastRuns = new WeakMap<object, LastRun>();

function lastRunOf(group: object): LastRun {
  const known = lastRuns.get(group) ?? new LastRun();
  lastRuns.set(group, known);
  return known;
}

const nothing = () => {};

/** Of an operation, what does not depend on who asks. */
type Executable = Pick<Prepared, 'document' | 'operationName' | 'variables'>;

const executableOf = ({ document, operationName, variables }: Prepared): Executable => ({
  document,
  operationName,
  variables,
});

/** Readers differ in where they begin: that is not part of what they ask of an event. */
function variablesButAfter({ operation, variables = {} }: Prepared): Record<string, unknown> {
  const [field] = operation.selectionSet.selections;
  const after = field?.kind === 'Field' ? field.arguments?.find(({ name }) => name.value === 'after') : undefined;
  if (after?.value.kind !== 'Variable') return variables;
  const { [after.value.name.value]: _position, ...others } = variables;
  return others;
}

/** While the database is away, it is asked again this often. */
const retryMs = 250;

/**
 * Executes an operation for one item. `check` is called before anything is made of an answer; what it throws is thrown.
 * What fails because the database is away is no answer: it is tried again until the database is back.
 */
function createRun(app: App, schema: GraphQLSchema) {
  const { limits, production, compressFromBytes } = app.config;

  return (
    executable: Executable,
    item: unknown,
    context: Context,
    check = nothing,
  ): FeedResult | Promise<FeedResult> => {
    const present = (error: unknown) =>
      presentError(error, { log: app.log, requestId: context.request.id, production });
    const finish = ({ data, errors }: ExecutionResult): FeedResult => {
      check();
      const answer = {
        ...(errors !== undefined && { errors: errors.map(present) }),
        ...(data !== undefined && { data }),
      };
      return { answer, shared: shareResult(JSON.stringify(answer), compressFromBytes) };
    };
    // A context for each: caches of rights live as long as one, and would remember rights that are gone.
    const once = () =>
      execute({
        schema,
        document: executable.document,
        operationName: executable.operationName,
        variableValues: executable.variables,
        rootValue: item,
        contextValue: { ...context },
      });
    const untilAnswered = async (first: ExecutionResult | Promise<ExecutionResult>): Promise<FeedResult> => {
      const late = (error: Error): ExecutionResult => ({ errors: [new GraphQLError('', { originalError: error })] });
      let result = await withinTime(limits.LIMIT_EXECUTION_MS, first).catch(late);
      while (result.errors?.some(({ originalError }) => isUnreachable(originalError))) {
        check();
        await wait(retryMs, undefined, { ref: false });
        result = await withinTime(limits.LIMIT_EXECUTION_MS, once()).catch(late);
      }
      return finish(result);
    };
    const result = once();
    return result instanceof Promise ? untilAnswered(result) : finish(result);
  };
}
