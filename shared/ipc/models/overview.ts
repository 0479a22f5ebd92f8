import { z } from 'zod';
import { identitySchema, signInFormSchema, trustSchema } from '../../models.ts';
import { PROTECTION_STATES } from '../../protection-states.ts';
import { warningSchema } from '../../warnings.ts';
import { errorReportSchema } from './error-report.ts';
import { deviceIdSchema } from './names.ts';

export const protectionStateSchema = z.enum(PROTECTION_STATES);

/** How safe a device is now, as every surface says it. Times are ISO 8601. */
const protectionViewSchema = z
  .object({
    state: protectionStateSchema,
    sentence: z.string(),
    since: z.string().optional(),
    error: errorReportSchema.optional(),
    retryAt: z.string().optional(),
    final: z.boolean().optional(),
  })
  .readonly();

/** How a second place stands for a device. */
export const copyViewSchema = z
  .object({
    /** A short name: "nas". */
    place: z.string(),
    /** For people to read. */
    folder: z.string(),
    state: z.enum(['current', 'behind', 'away']),
    /** Backups that are not there yet, as far as known. */
    behind: z.int().nonnegative(),
    since: z.string().optional(),
    /** "nas: 2 behind since Monday" */
    sentence: z.string(),
    problem: errorReportSchema.optional(),
  })
  .readonly();

/** A device as people see it. Holds no secret. */
export const deviceViewSchema = z
  .object({
    id: deviceIdSchema,
    name: z.string(),
    group: z.string().optional(),
    origin: z.string(),
    user: z.string(),
    identity: identitySchema,
    trust: trustSchema,
    signInForm: signInFormSchema,
    addedAt: z.string(),
    folder: z.string(),
    backups: z.int().nonnegative(),
    vaultProblem: errorReportSchema.optional(),
    /** What is to be known of the newest backup until it was seen or a later one is of normal size again. */
    warnings: z.array(warningSchema).readonly().optional(),
    /** Downloads that came whole and could not be opened: they do not count. */
    unopened: z
      .array(z.object({ file: z.string(), takenAt: z.string() }).readonly())
      .readonly()
      .optional(),
    /** Another Routerkeep stores backups in the same folder. */
    sharesFolder: z.literal(true).optional(),
    storedProblem: errorReportSchema.optional(),
    /** Milliseconds of age as of the overview's `at`. */
    lastVerified: z.object({ at: z.string(), ageMs: z.number(), path: z.string() }).readonly().optional(),
    lastRun: z
      .object({ at: z.string(), outcome: z.string(), error: errorReportSchema.optional() })
      .readonly()
      .optional(),
    needsYou: errorReportSchema.optional(),
    certificateEnds: z.object({ at: z.string(), sentence: z.string() }).readonly().optional(),
    protection: protectionViewSchema,
    /** In words: "every day at 03:00". */
    schedule: z.string(),
    nextRun: z.string().optional(),
    /** The same in words: "tonight 03:00". */
    nextRunText: z.string().optional(),
    paused: z.object({ until: z.string().optional() }).readonly().optional(),
    copies: z.array(copyViewSchema).readonly(),
  })
  .readonly();
export type DeviceModel = z.infer<typeof deviceViewSchema>;

/** The whole fleet at one moment. */
export const overviewSchema = z
  .object({
    at: z.string(),
    fleet: z
      .object({
        state: protectionStateSchema,
        sentence: z.string(),
        protected: z.int().nonnegative(),
        total: z.int().nonnegative(),
      })
      .readonly(),
    devices: z.array(deviceViewSchema).readonly(),
    scheduler: z.enum(['here', 'elsewhere', 'none']),
    watchedAt: z.string().optional(),
    /** When it changes by time alone. */
    changesAt: z.string().optional(),
  })
  .readonly();
export type OverviewModel = z.infer<typeof overviewSchema>;
