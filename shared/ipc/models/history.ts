import { z } from 'zod';
import { triggerSchema, verificationSchema } from '../../models.ts';
import { warningSchema } from '../../warnings.ts';
import { errorReportSchema } from './error-report.ts';
import { deviceIdSchema, fileNameSchema } from './names.ts';

/**
 * One cell of the night strip: at work; a run failed; not run (asleep, away, paused); verified and the settings changed;
 * caught up later; verified; still to come; nothing was planned; before the device was added.
 */
const nightStateSchema = z.enum([
  'running',
  'failed',
  'not-run',
  'changed',
  'caught-up',
  'verified',
  'upcoming',
  'none-planned',
  'before',
]);
export type NightState = z.infer<typeof nightStateSchema>;

const nightSchema = z
  .object({
    /** The day by the calendar of this place, "2026-11-20". */
    date: z.string(),
    state: nightStateSchema,
    sentence: z.string(),
    /** Rows of the history on that day, newest first. */
    entryIds: z.array(z.string()).readonly(),
  })
  .readonly();

/** Oldest night first; the last is today. */
export const nightStripSchema = z
  .object({ deviceId: deviceIdSchema, device: z.string(), nights: z.array(nightSchema).readonly() })
  .readonly();
export type NightStrip = z.infer<typeof nightStripSchema>;

/** One line of the timeline: a night with all its tries, or a run that belongs to none. */
const historyRowSchema = z
  .object({
    /** Names the row for good. */
    id: z.string(),
    deviceId: deviceIdSchema,
    device: z.string(),
    /** When the slot of the night was due, or the run began. ISO 8601. */
    at: z.string(),
    /** By the calendar of this place, "2026-11-20". */
    day: z.string(),
    kind: z.enum(['night', 'run']),
    trigger: triggerSchema,
    /** `skipped` and `waiting` are nights without a run that decided. */
    outcome: z.enum(['running', 'verified', 'failed', 'cancelled', 'interrupted', 'skipped', 'waiting']),
    /** All of it in one plain sentence, beginning with the time of day. */
    sentence: z.string(),
    /** The name of its file; there is something to open then. */
    file: fileNameSchema.optional(),
    bytes: z.number().optional(),
    changed: z.boolean().nullable().optional(),
    firmware: z.string().optional(),
    durationMs: z.number().optional(),
    error: errorReportSchema.optional(),
    /** What is odd about its backup, and what went wrong after it. */
    warnings: z.array(warningSchema).readonly().optional(),
    /** Whether the backup still lies in the vault and counts. */
    backup: z.enum(['verified', 'damaged', 'missing', 'away', 'removed']).optional(),
    pinned: z.boolean().optional(),
    note: z.string().optional(),
  })
  .readonly();
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** The place to read on from: the last row one has. */
export const historyPlaceSchema = z.object({ at: z.string().max(40), id: z.string().max(200) }).readonly();

export const historyPageSchema = z
  .object({
    rows: z.array(historyRowSchema).readonly(),
    /** Absent at the end. A filtered page may be shorter than asked for, even empty, and yet not the last. */
    next: historyPlaceSchema.optional(),
  })
  .readonly();

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
