import { z } from 'zod';
import { DOCTOR_STEPS } from '../../doctor-steps.ts';
import { verificationSchema } from '../../models.ts';
import { warningSchema } from '../../warnings.ts';
import { errorCodeSchema, errorReportSchema } from './error-report.ts';

export const progressSchema = z
  .object({
    phase: z.enum(['connecting', 'signing-in', 'preparing', 'downloading', 'verifying', 'saving']),
    bytes: z.number().nonnegative().optional(),
    totalBytes: z.number().nonnegative().optional(),
  })
  .readonly();

export const backupResultSchema = z.discriminatedUnion('ok', [
  z
    .object({
      device: z.string(),
      ok: z.literal(true),
      file: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      contentHash: z.string(),
      verified: z.literal(true),
      changed: z.boolean().nullable(),
      durationMs: z.number(),
      warnings: z.array(warningSchema).readonly().optional(),
    })
    .readonly(),
  z.object({ device: z.string(), ok: z.literal(false), durationMs: z.number(), error: errorReportSchema }).readonly(),
]);

/** What a look into one stored archive showed. */
export const verifyOutcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), verification: verificationSchema }).readonly(),
  z.object({ ok: z.literal(false), error: errorReportSchema }).readonly(),
]);

/** What retention removes, or would remove. */
export const pruneResultSchema = z.discriminatedUnion('ok', [
  z
    .object({
      device: z.string(),
      ok: z.literal(true),
      dryRun: z.boolean(),
      removed: z.array(z.string()).readonly(),
      kept: z.int().nonnegative(),
      paused: z.string().optional(),
    })
    .readonly(),
  z.object({ device: z.string(), ok: z.literal(false), dryRun: z.boolean(), error: errorReportSchema }).readonly(),
]);

/** One step of the sign-in diagnosis. */
export const doctorStepSchema = z
  .object({
    step: z.enum(DOCTOR_STEPS),
    title: z.string(),
    outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
    tried: z.string(),
    meaning: z.string(),
    click: z.string().optional(),
    code: errorCodeSchema.optional(),
  })
  .readonly();

export const doctorReportSchema = z
  .object({
    address: z.string(),
    ok: z.boolean(),
    steps: z.array(doctorStepSchema).readonly(),
    conclusion: z.string(),
    error: errorReportSchema.optional(),
  })
  .readonly();
