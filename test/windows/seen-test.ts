import { z } from 'zod';

/** One test as it ended in the witness; the name is empty where a whole file failed. */
export const SeenTest = z.strictObject({
  file: z.string(),
  name: z.string(),
  state: z.enum(['passed', 'failed', 'skipped']),
  ms: z.number(),
  error: z.string(),
});
export type SeenTest = Readonly<z.infer<typeof SeenTest>>;
