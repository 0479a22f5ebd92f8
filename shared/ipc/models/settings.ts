import { z } from 'zod';
import { errorReportSchema } from './error-report.ts';

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

/** One setting with its value as a person would type it. Of a secret address only the host is shown. */
export const preferenceSchema = z
  .object({
    key: preferenceKeySchema,
    value: z.string(),
    /** Set for this device, rather than taken from the settings for all. */
    own: z.boolean(),
    meaning: z.string(),
  })
  .readonly();

export const preferenceChangeSchema = z
  .object({
    preference: preferenceSchema,
    /** What else happened, in sentences, such as how many backups were moved. */
    notes: z.array(z.string()).readonly(),
    /** `settings/undo` takes it back; false for secrets, which cannot be read, and for moved folders. */
    canUndo: z.boolean(),
  })
  .readonly();

/** A folder that a person chose in the system's dialog. The page gets a token, and the folder to show. */
export const chosenFolderSchema = z
  .object({
    token: z.string(),
    folder: z.string(),
    /** Such as: it lies in a synced place. */
    warning: z.string().optional(),
  })
  .readonly();

/** One alarm that was tried. Holds no address: of the target only its host. */
export const alarmTestSchema = z
  .object({
    kind: z.enum(['ping', 'webhook', 'ntfy']),
    host: z.string(),
    device: z.string().optional(),
    ok: z.boolean(),
    problem: z.string().optional(),
  })
  .readonly();

/** What became of the copies of one device at one place. */
export const copyResultSchema = z
  .object({
    device: z.string(),
    place: z.string(),
    ok: z.boolean(),
    copied: z.int().nonnegative(),
    sentence: z.string(),
    error: errorReportSchema.optional(),
  })
  .readonly();
