import { z } from 'zod';
import { errorReportSchema } from './error-report.ts';
import { deviceViewSchema } from './overview.ts';
import { probeReportSchema } from './probe.ts';
import { backupResultSchema, progressSchema } from './work.ts';

/** The five steps of adding a device. */
const addStepSchema = z.enum(['address', 'trust', 'sign-in', 'check', 'first-backup', 'done']);
export type AddStep = z.infer<typeof addStepSchema>;

/** What is proven while signing in, in this order. */
export const CHECKS = ['reached', 'identity', 'signed-in', 'administrator', 'can-back-up'] as const;
const addCheckSchema = z
  .object({
    check: z.enum(CHECKS),
    outcome: z.enum(['waiting', 'trying', 'ok', 'failed']),
    /** Of a failed one. */
    error: errorReportSchema.optional(),
  })
  .readonly();
export type AddCheck = z.infer<typeof addCheckSchema>;

/**
 * The stepper as main holds it: it outlives the window. Everything but secrets is kept for going back a step.
 * `working`: something is under way and can be broken off with `add/cancel`.
 */
export const addStateSchema = z
  .object({
    step: addStepSchema,
    working: z.boolean(),
    address: z.string(),
    allowHttp: z.boolean(),
    /** What answered; from the step `trust` on. */
    report: probeReportSchema.optional(),
    user: z.string(),
    /** The password that came with it is still held here, so that it need not be typed again. One that was refused is not. */
    holdsPassword: z.boolean(),
    name: z.string(),
    group: z.string(),
    /** The device asks for a one-time code; `wrong`: it refused the last one. A password given before is still held. */
    code: z.enum(['none', 'asked', 'wrong']),
    checks: z.array(addCheckSchema).readonly(),
    progress: progressSchema.optional(),
    /** Sentences to be read before the first backup, such as a folder inside a synced place. */
    notes: z.array(z.string()).readonly(),
    /** Why the step at hand failed. */
    error: errorReportSchema.optional(),
    /** Of the step `done`. The device is stored by then, also when its first backup failed. */
    result: z
      .object({
        device: deviceViewSchema,
        backup: backupResultSchema.optional(),
        advice: z.array(z.string()).readonly(),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type AddState = z.infer<typeof addStateSchema>;
