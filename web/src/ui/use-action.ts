import { useCallback, useState } from 'react';
import type { CombinedError, OperationResult } from 'urql';
import { useText } from '../text/text.js';

/** What every payload says about what was refused. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
}

interface Refusable {
  readonly userErrors: readonly UserError[];
}

export interface Action {
  readonly busy: boolean;
  readonly errors: readonly UserError[];
  /** What to show at a field. */
  errorOf(field: string): string | null;
  /** What belongs to none of these fields. */
  restOf(...fields: readonly string[]): string | null;
  /** Answers whether it was done. */
  run(act: () => Promise<readonly UserError[]>): Promise<boolean>;
  reset(): void;
}

/** One thing that a person does: whether it is under way, and what was refused. */
export function useAction(): Action {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly UserError[]>([]);

  const run = useCallback(
    async (act: () => Promise<readonly UserError[]>) => {
      setBusy(true);
      try {
        const refused = await act();
        setErrors(refused);
        return refused.length === 0;
      } catch {
        setErrors([{ code: 'OFFLINE', message: text.offline }]);
        return false;
      } finally {
        setBusy(false);
      }
    },
    [text],
  );

  return {
    busy,
    errors,
    errorOf: (field) => errors.find((error) => error.field === field)?.message ?? null,
    restOf: (...fields) =>
      errors
        .filter(({ field }) => field == null || !fields.includes(field))
        .map(({ message }) => message)
        .join(' ') || null,
    run,
    reset: () => setErrors([]),
  };
}

/** The refusals of a mutation, and its faults as refusals. */
export function refusalsOf<Data>(result: OperationResult<Data>, pick: (data: Data) => Refusable): readonly UserError[] {
  if (result.error !== undefined) return [{ code: 'FAULT', message: messageOf(result.error) }];
  return result.data === undefined ? [] : pick(result.data).userErrors;
}

function messageOf(error: CombinedError): string {
  if (error.networkError) throw error.networkError;
  return error.graphQLErrors.map(({ message }) => message).join(' ');
}
