import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../errors.ts';

export const errorCodeSchema = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);

/** An error as it crosses to the page: sentences and a stable code, never a cause. */
export const errorReportSchema = z
  .object({
    code: errorCodeSchema,
    message: z.string(),
    hint: z.string(),
    retry: z.enum(['now', 'later', 'never']),
  })
  .readonly();
