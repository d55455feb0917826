import type { z } from 'zod';

export interface Setting<Check extends z.ZodType> {
  check: Check;
  /** The default, as people read it. */
  fallback: string;
  description: string;
}

export type Settings<S extends Record<string, Setting<z.ZodType>>> = { [Name in keyof S]: z.output<S[Name]['check']> };

export const setting = <Check extends z.ZodType>(
  check: Check,
  fallback: string,
  description: string,
): Setting<Check> => ({
  check,
  fallback,
  description,
});
