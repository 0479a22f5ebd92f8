import { z } from 'zod';
import { alarmDeliverySchema, alarmKindSchema } from '../../alarms.ts';
import { scheduleSchema } from '../../schedule.ts';
import { errorReportSchema } from './error-report.ts';
import { copyViewSchema } from './overview.ts';

/** The keys of `routerkeep set`, and no other. */
export const preferenceKeySchema = z.enum([
  'address',
  'user',
  'name',
  'group',
  'schedule',
  'keep',
  'vault',
  'copy-to',
  'ping-url',
  'webhook',
  'ntfy',
  'quiet-hours',
  'tell-success',
]);

/** What the page may change; of the others some have channels of their own. */
export const changeableKeySchema = preferenceKeySchema.exclude(['address', 'user', 'name', 'group']);

/** One setting with its value as a person would type it. Of a secret address only the host is shown. */
export const preferenceSchema = z
  .object({
    key: preferenceKeySchema,
    value: z.string(),
    /** Set for this device, rather than taken from the settings for all. */
    own: z.boolean(),
    /** What the key is for, a sentence. */
    meaning: z.string(),
    /** The value as a person says it, where that is more: "every day at 03:00". */
    words: z.string().optional(),
  })
  .readonly();
export type PreferenceModel = z.infer<typeof preferenceSchema>;

export const preferenceChangeSchema = z
  .object({
    preference: preferenceSchema,
    /** What else happened, in sentences, such as how many backups were moved. */
    notes: z.array(z.string()).readonly(),
    /** `settings/undo` takes it back; false for secrets, which cannot be read, and for moved folders. */
    canUndo: z.boolean(),
  })
  .readonly();

/** A schedule before or after it is set: what it is, in words, and its next runs, soonest first. */
export const schedulePreviewSchema = z
  .object({
    schedule: scheduleSchema,
    words: z.string(),
    /** `text` says it: "tonight 03:00". */
    next: z.array(z.object({ at: z.string(), text: z.string() }).readonly()).readonly(),
  })
  .readonly();
export type SchedulePreviewModel = z.infer<typeof schedulePreviewSchema>;

/** A folder that a person chose in the system's dialog. The page gets a token, and the folder to show. */
export const chosenFolderSchema = z
  .object({
    token: z.string(),
    folder: z.string(),
    /** Such as: it lies in a synced place. */
    warning: z.string().optional(),
  })
  .readonly();

/** An alarm outside, with its last delivery. Its address is a secret; only the host is shown. */
export const alarmViewSchema = z
  .object({
    kind: alarmKindSchema,
    /** Absent: it serves all devices. */
    device: z.string().optional(),
    host: z.string(),
    /** "hc-ping.com: delivered 3 minutes ago" */
    sentence: z.string(),
    last: alarmDeliverySchema.optional(),
    waiting: z.int().nonnegative(),
    nextAttemptAt: z.string().optional(),
  })
  .readonly();

/** One alarm that was tried. */
export const alarmTestSchema = z
  .object({
    kind: alarmKindSchema,
    device: z.string().optional(),
    host: z.string(),
    ok: z.boolean(),
    problem: z.string().optional(),
  })
  .readonly();

const copied = {
  ...copyViewSchema.unwrap().omit({ problem: true }).shape,
  device: z.string(),
  copied: z.int().nonnegative(),
  files: z.array(z.string()).readonly(),
  removed: z.array(z.string()).readonly(),
};

/** What became of the copies of one device at one place. */
export const copyResultSchema = z.discriminatedUnion('ok', [
  z.object({ ...copied, ok: z.literal(true) }).readonly(),
  z.object({ ...copied, ok: z.literal(false), error: errorReportSchema }).readonly(),
]);
