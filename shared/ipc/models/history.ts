import { z } from 'zod';
import { triggerSchema, verificationSchema } from '../../models.ts';
import { errorReportSchema } from './error-report.ts';
import { deviceIdSchema, fileNameSchema } from './names.ts';

/** One cell of the night strip. `pending`: today's slot is not decided yet, or under way. */
export const nightStateSchema = z.enum([
  'verified',
  'changed',
  'caught-up',
  'failed',
  'not-run',
  'pending',
  'before-added',
]);

export const nightSchema = z
  .object({
    /** The calendar day, "2026-11-20". */
    date: z.string(),
    state: nightStateSchema,
    sentence: z.string(),
  })
  .readonly();

/** Oldest night first. */
export const nightStripSchema = z
  .object({ deviceId: deviceIdSchema, nights: z.array(nightSchema).readonly() })
  .readonly();
export type NightStrip = z.infer<typeof nightStripSchema>;

/** One line of the timeline: a night of the schedule, or a run by hand. */
export const historyRowSchema = z
  .object({
    /** Stays the same; also the position to read on from. */
    id: z.string(),
    deviceId: deviceIdSchema,
    device: z.string(),
    at: z.string(),
    kind: z.enum(['night', 'run']),
    state: z.enum(['verified', 'changed', 'caught-up', 'failed', 'not-run', 'pending', 'cancelled']),
    sentence: z.string(),
    trigger: triggerSchema.optional(),
    /** Of a verified backup: the name of its file. */
    file: fileNameSchema.optional(),
    bytes: z.number().optional(),
    firmware: z.string().optional(),
    firmwareChanged: z.boolean().optional(),
    pinned: z.boolean().optional(),
    note: z.string().optional(),
    /** Whether the backup still lies in the vault and counts. */
    backup: z.enum(['verified', 'damaged', 'missing', 'away', 'removed']).optional(),
    error: errorReportSchema.optional(),
  })
  .readonly();
export type HistoryRow = z.infer<typeof historyRowSchema>;

export const historyPageSchema = z.object({ rows: z.array(historyRowSchema).readonly(), more: z.boolean() }).readonly();

/** A stored backup, opened. */
export const backupDetailsSchema = z
  .object({
    deviceId: deviceIdSchema,
    device: z.string(),
    file: fileNameSchema,
    /** Where it lies, for people to read. */
    folder: z.string(),
    takenAt: z.string(),
    verifiedAt: z.string().optional(),
    bytes: z.number(),
    sha256: z.string(),
    firmware: z.string().optional(),
    changed: z.boolean().nullable().optional(),
    verification: verificationSchema.optional(),
    state: z.enum(['verified', 'damaged', 'missing', 'away']),
    pinned: z.boolean(),
    note: z.string(),
    /** The only verified one left: it is deleted only when asked for twice. */
    last: z.boolean(),
  })
  .readonly();
export type BackupDetails = z.infer<typeof backupDetailsSchema>;
