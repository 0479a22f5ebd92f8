import type { z } from 'zod';

/** One line of the contract. */
export interface Entry {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export type Table = Readonly<Record<string, Entry>>;
