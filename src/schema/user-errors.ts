import type { ObjectRef } from '@pothos/core';
import type { UserErrorShape, UserErrorType } from '../errors.js';
import { builder } from './builder.js';

/** Why a mutation was refused: nothing of it has happened. `code` is stable, `message` is for people. */
export const UserError = builder.interfaceRef<UserErrorShape>('UserError').implement({
  description: 'Why a mutation was refused: nothing of it has happened. Ask for the fields of its type to learn more.',
  resolveType: (refusal) => refusal.type,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable, for programs: `EMAIL_TAKEN`, `SLOT_UNAVAILABLE` …' }),
    message: t.exposeString('message', { description: 'What went wrong and what to do, in English, for people.' }),
    field: t.string({
      nullable: true,
      description:
        'The input field that it is about, as a path: `email`, `items.0.quantity`. Null when it is about the whole.',
      resolve: (refusal) => refusal.details.field ?? null,
    }),
  }),
});

const userError = (
  name: UserErrorType,
  description: string,
): ObjectRef<typeof builder.$inferSchemaTypes, UserErrorShape> =>
  builder.objectRef<UserErrorShape>(name).implement({ description, interfaces: [UserError] });

userError('ValidationError', 'A value of the input is not acceptable.');
userError('NotAllowedError', 'You may see this, but not do that with it.');
userError('IdempotencyMismatchError', 'The idempotency key was used before, with another operation or another input.');

export const slotUnavailableError = userError('SlotUnavailableError', 'Somebody has it, or there is not enough of it.');

builder.objectField(
  userError('VersionConflictError', 'Somebody changed it since you read it.'),
  'currentVersion',
  (t) =>
    t.int({ description: 'The version that it has now.', resolve: (refusal) => refusal.details.currentVersion ?? 0 }),
);

builder.objectField(userError('RateLimitedError', 'Too often. Nothing was done.'), 'retryAfterMs', (t) =>
  t.int({
    description: 'Milliseconds after which it is worth trying again.',
    resolve: (refusal) => refusal.details.retryAfterMs ?? 0,
  }),
);

builder.objectFields(
  userError('InvalidTransitionError', 'This state cannot be reached from the state that it is in.'),
  (t) => ({
    from: t.string({ description: 'The state that it is in.', resolve: (refusal) => refusal.details.from ?? '' }),
    allowed: t.stringList({
      description: 'The states that you can bring it to from there.',
      resolve: (refusal) => [...(refusal.details.allowed ?? [])],
    }),
  }),
);
