import type { OperationResult } from 'urql';
import { refusalsOf, type UserError } from './use-action.js';

const hasErrors = (value: unknown): value is { userErrors: readonly UserError[] } =>
  typeof value === 'object' && value !== null && 'userErrors' in value;

/** The refusals of a mutation, whichever it was. */
export const refusalsOfAny = (result: OperationResult<object>): readonly UserError[] =>
  refusalsOf(result, (data) => Object.values(data).find(hasErrors) ?? { userErrors: [] });
