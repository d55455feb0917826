import type { InputFieldMap, InputShapeFromFields } from '@pothos/core';
import type { z } from 'zod';
import { renewActor } from '../accounts/renew-actor.js';
import { rightsNow } from '../accounts/rights-now.js';
import { auditRefusal } from '../audit/audit-refusal.js';
import type { Context } from '../context.js';
import { asUserError, Refusal, Refusals } from '../errors.js';
import { authorize, type Operation } from '../policy/authorize.js';
import { assertAuthorized, guarded } from '../policy/guard.js';
import { policy } from '../policy/index.js';
import { needsSubject } from '../policy/rule.js';
import { builder } from './builder.js';
import { AnsweredBefore, claimOf } from './idempotency.js';
import { UserError } from './user-errors.js';

type Types = typeof builder.$inferSchemaTypes;
type InputBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
export type PayloadBuilder<Answer> = PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome<Answer>>;
type PayloadFields = Parameters<PothosSchemaTypes.SchemaBuilder<Types>['objectFields']>[1] extends (
  t: never,
) => infer Map
  ? Map
  : never;

/** What a verb answered, or why it was refused: then `answer` is null, and so is every field made of it. */
export interface Outcome<Answer> {
  readonly answer: Answer | null;
  readonly refusals: readonly Refusal[];
}

export interface MutationOptions<Fields extends InputFieldMap, Answer extends object> {
  description: string;
  input: (t: InputBuilder) => Fields;
  /** What the types cannot say: lengths, formats, what goes together. Every wrong field is reported at once. */
  rules?: z.ZodType;
  /** Takes an `idempotencyKey`: the same key and input have the same answer for 24 hours. For creates, charges, transitions. */
  idempotent?: boolean;
  /** Takes an `expectedVersion`: the verb hands it to `refuseOtherVersion`. */
  versioned?: boolean;
  /** What it does may change what its caller may do: the payload is read with the rights of afterwards. */
  changesOwnRights?: boolean;
  /**
   * Calls the verb: as a lambda, from which TypeScript knows `input`. Answers ids, not rows: the payload reads what the
   * client asked for.
   */
  run: (context: Context, input: Given<NoInfer<Fields>>) => Promise<Answer>;
  /** Fields of the payload beside `userErrors`: nullable, since they are null when it was refused. */
  payload: (t: PayloadBuilder<Answer>) => PayloadFields;
}

export type Given<Fields extends InputFieldMap> = InputShapeFromFields<Fields> & { expectedVersion?: number | null };

/** Declares `name(input: …): …Payload`, with everything that mutations share. */
export function mutation<Fields extends InputFieldMap, Answer extends object>(
  name: Operation,
  options: MutationOptions<Fields, Answer>,
): void {
  const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const Input = builder.inputType(`${typeName}Input`, {
    description: `What \`${name}\` needs to know.`,
    fields: (t) => ({ ...options.input(t), ...sharedFields(t, options) }),
  });
  const Payload = builder.objectRef<Outcome<Answer>>(`${typeName}Payload`).implement({
    description: `What \`${name}\` did, or in \`userErrors\` why not.`,
    fields: (t) => ({
      ...options.payload(t),
      userErrors: t.field({
        type: [UserError],
        description: 'Why it was refused. Empty when it was done.',
        resolve: ({ refusals }) => refusals.map(asUserError),
      }),
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: Payload,
      description: options.description,
      args: { input: t.arg({ type: Input, required: true, description: `What \`${name}\` needs to know.` }) },
      // The shape of an input with generic fields is beyond what TypeScript works out; Input was made of just these.
      resolve: (_root, args, context) =>
        outcomeOf(name, options, context, (args as unknown as { input: Given<Fields> }).input),
    }),
  );
}

function sharedFields(t: InputBuilder, options: { idempotent?: boolean; versioned?: boolean }): InputFieldMap {
  return {
    ...(options.idempotent === true && {
      idempotencyKey: t.string({
        description:
          'Makes it safe to try again: the same key and input have the same answer for 24 hours, and it is done once. Any text of 1 to 200 characters that you use for nothing else, such as a UUID.',
      }),
    }),
    ...(options.versioned === true && {
      expectedVersion: t.int({
        description:
          'The `version` that you have seen. Refused with a `VersionConflictError` when somebody changed it since.',
      }),
    }),
  };
}

async function outcomeOf<Fields extends InputFieldMap, Answer extends object>(
  name: Operation,
  options: MutationOptions<Fields, Answer>,
  context: Context,
  given: Given<Fields> & { idempotencyKey?: string | null },
): Promise<Outcome<Answer>> {
  try {
    const { idempotencyKey, ...body } = given;
    await renewBetween(context);
    // Several mutations of one document run one after the other: each with a context, and so a claim, of its own.
    // So does its actor: what is authorized is noted by it, and a socket asks for several things at once.
    const own: Context = { ...context, operation: name, actor: context.actor && { ...context.actor } };
    if (idempotencyKey != null)
      own.claim = claimOf(
        context.actor?.key ?? `anonymous:${context.request.address}`,
        name,
        keyOf(idempotencyKey),
        body,
      );
    const answer = await guarded(name, async () => {
      // Whoever may do it with anything, or not at all, is told so here; else the verb says what it is about.
      if (!needsSubject(policy[name])) authorize(context.actor, name);
      const done = await options.run(own, checked(options.rules, body as Given<Fields>));
      assertAuthorized();
      return done;
    });
    await renewRights(context, options);
    return { answer, refusals: [] };
  } catch (error) {
    if (error instanceof AnsweredBefore) {
      await renewRights(context, options);
      return { answer: error.answer as Answer, refusals: [] };
    }
    await auditRefusal(context, name, given, error);
    if (error instanceof Refusal) return { answer: null, refusals: [error] };
    if (error instanceof Refusals) return { answer: null, refusals: error.all };
    throw error;
  }
}

const begun = new WeakSet<Context>();

/** A mutation before this one of the same document may have ended the session, or have taken the right to this one. */
async function renewBetween(context: Context): Promise<void> {
  if (begun.has(context) && context.actor !== null) context.actor = await renewActor(context.app, context.actor);
  begun.add(context);
}

async function renewRights(context: Context, options: { changesOwnRights?: boolean }): Promise<void> {
  if (options.changesOwnRights === true && context.actor?.kind === 'user')
    context.actor = await rightsNow(context.app, context.actor);
}

function keyOf(key: string): string {
  if (key.length >= 1 && key.length <= 200) return key;
  throw new Refusal('INVALID_INPUT', {
    field: 'idempotencyKey',
    message: 'An idempotency key has 1 to 200 characters.',
  });
}

function checked<Input>(rules: z.ZodType | undefined, input: Input): Input {
  const result = rules?.safeParse(input);
  if (result === undefined) return input;
  if (result.success) return { ...input, ...(result.data as Partial<Input>) };
  throw new Refusals(
    result.error.issues.map(
      (issue) => new Refusal('INVALID_INPUT', { field: issue.path.join('.') || undefined, message: issue.message }),
    ),
  );
}

/** Refuses when somebody changed it since the caller looked. Call it inside the transaction, on the locked row. */
export function refuseOtherVersion(expected: number | null | undefined, current: number): void {
  if (expected != null && expected !== current)
    throw new Refusal('VERSION_CONFLICT', { currentVersion: current, field: 'expectedVersion' });
}
